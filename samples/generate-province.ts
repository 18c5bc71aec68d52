import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { provinceSample } from './source/province/province-sample.js'

/** Writes samples/province anew; the same files every time. */
const writeProvinceSample = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
  for (const [name, csv] of provinceSample()) await writeFile(join(folder, name), csv)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeProvinceSample(process.argv[2] ?? 'samples/province')
