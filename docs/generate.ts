import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { eventsPage } from './source/events-page.js'
import { refusalsPage } from './source/refusals-page.js'

/** The pages that are made from the code, by file name. */
export const generatedPages = (): ReadonlyMap<string, string> => new Map([['events.md', eventsPage()], ['refusals.md', refusalsPage()]])

const writePages = async (folder: string): Promise<void> => {
  for (const [name, text] of generatedPages()) await writeFile(join(folder, name), text)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writePages(process.argv[2] ?? 'docs')
