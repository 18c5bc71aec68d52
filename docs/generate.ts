import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { clientTypes } from './source/client-types.js'
import { BrokenContracts, contractFiles } from './source/contract-files.js'
import { readReleased } from './source/contract-folder.js'
import { eventsPage } from './source/events-page.js'
import { refusalsPage } from './source/refusals-page.js'

/** The pages that are made from the code, by file name. */
export const generatedPages = (): ReadonlyMap<string, string> => new Map([['events.md', eventsPage()], ['refusals.md', refusalsPage()]])

/** Into this project's docs/, contracts/ and libs/client/; what was released is refused to be changed, see libs/contracts. */
export const generate = async (project: string): Promise<void> => {
  const pages = [...generatedPages()].map(([name, text]) => [`docs/${name}`, text] as const)
  for (const [path, text] of [...contractFiles(await readReleased(join(project, 'contracts'))), ...pages, ['libs/client/events.ts', await clientTypes()] as const]) {
    await mkdir(dirname(join(project, path)), { recursive: true })
    await writeFile(join(project, path), text)
  }
}

const runAsProgram = async (): Promise<void> => {
  try {
    await generate(process.argv[2] ?? '.')
  } catch (error) {
    if (!(error instanceof BrokenContracts)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await runAsProgram()
