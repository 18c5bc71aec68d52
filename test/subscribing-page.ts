import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from './project.js'

export interface PageBlock {
  readonly language: string
  readonly name: string
  readonly text: string
}

/** The blocks of docs/subscribing.md that somebody would paste, by what stands behind their language. */
export const subscribingBlocks = async (): Promise<readonly PageBlock[]> => {
  const page = await readFile(join(projectFolder, 'docs/subscribing.md'), 'utf8')
  return [...page.matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)].map(([, language = '', name = '', text = '']) => ({ language, name, text }))
}

export const blockOf = async (name: string): Promise<string> => {
  const found = (await subscribingBlocks()).find((block) => block.name === name)
  if (found === undefined) throw new Error(`docs/subscribing.md has no block ${name}`)
  return found.text
}

export interface Surroundings {
  readonly folder: string
  readonly variables: Readonly<Record<string, string>>
}

export interface BlockRun {
  readonly output: string
  readonly code: number | null
}

/** Runs a block as it stands in a shell: to its end, or until what it has printed is enough. */
export const runBlock = async (name: string, surroundings: Surroundings, isEnough?: (output: string) => boolean): Promise<BlockRun> => runText(await blockOf(name), surroundings, isEnough)

export const runText = async (commands: string, { folder, variables }: Surroundings, isEnough: (output: string) => boolean = () => false): Promise<BlockRun> => {
  const child = spawn('bash', ['-c', commands], { cwd: folder, env: { ...process.env, NODE_OPTIONS: '', ...variables }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      // Its programs are children of the shell: the whole group goes.
      if (child.pid !== undefined && child.exitCode === null && isEnough(output)) process.kill(-child.pid, 'SIGTERM')
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { output, code }
}

export const hasProgram = (program: string, word = '--version'): Promise<boolean> => promisify(execFile)(program, [word]).then(() => true, () => false)
