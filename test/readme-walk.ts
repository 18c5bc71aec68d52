import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { projectFolder } from './project.js'

/** A block of the README that says which file it makes or changes. */
export interface Block {
  /** `diff` changes a file, any other language is a whole one. */
  readonly language: string
  readonly file: string
  readonly text: string
}

/** The blocks of a section that name a file, in their order. */
export const readmeBlocks = async (heading: string): Promise<Block[]> => {
  const readme = await readFile(join(projectFolder, 'README.md'), 'utf8')
  const section = readme.split(/^## /m).find((each) => each.startsWith(heading))
  if (section === undefined) throw new Error(`the README has no section ${heading}`)
  return [...section.matchAll(/^```(\w+) (\S+)\n(.*?)^```$/gms)].map(([, language = '', file = '', text = '']) => ({ language, file, text }))
}

const copied = ['apps', 'libs', 'samples', 'docs', 'bench', 'test', 'bin', 'scripts', 'package.json', 'tsconfig.json', 'jest.config.js', 'README.md']

/** A copy of the project, dependencies shared; what was compiled comes along, so that only changes are compiled anew. */
export const copyProject = async (): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'sinhke-walk-'))
  for (const name of [...copied, 'dist']) await cp(join(projectFolder, name), join(folder, name), { recursive: true })
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return { folder, remove: () => rm(folder, { recursive: true }) }
}

/** Makes or changes the file that a block names. */
export const applyBlock = async (folder: string, { language, file, text }: Block): Promise<void> => {
  const path = join(folder, file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, language === 'diff' ? patched(await readFile(path, 'utf8'), text) : text)
}

/** The text with the added lines behind the lines that a diff shows around them; those must stand there exactly once. */
const patched = (before: string, diff: string): string => {
  const lines = diff.split('\n').slice(0, -1)
  if (lines.some((line) => !/^[ +]/.test(line))) throw new Error(`only additions are understood: ${diff}`)
  const part = (isWanted: (line: string) => boolean) => lines.filter(isWanted).map((line) => `${line.slice(1)}\n`).join('')
  const [head, tail, ...more] = `\n${before}`.split(`\n${part((line) => line.startsWith(' '))}`)
  if (head === undefined || tail === undefined || more.length > 0) throw new Error(`these lines don't stand exactly once in the file: ${diff}`)
  return `${head}\n${part(() => true)}${tail}`.slice(1)
}
