import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Finished {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** The repository: this file runs as dist/test/cli-process.js. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'sinhke-cli-'))

/** A real `sinhke` process, and what it came to. */
export const startCli = (words: readonly string[], env: Readonly<Record<string, string>> = {}): { readonly child: ChildProcess; readonly finished: Promise<Finished> } => {
  const child = spawn(process.execPath, [join(root, 'bin/sinhke.js'), ...words], { cwd: root, env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  return { child, finished }
}

export const runCli = (...words: readonly string[]): Promise<Finished> => startCli(words).finished

/** The JSON that a command printed. */
export const jsonOf = <Shape>({ stdout }: Finished): Shape => JSON.parse(stdout) as Shape

/** Resolves with what the process has printed when this stands in it. */
export const untilPrinted = (child: ChildProcess, pattern: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: string) => {
      text += chunk
      if (pattern.test(text)) resolve(text)
    })
    child.once('close', () => reject(new Error(`it ended without printing ${pattern.source}: ${text}`)))
  })
