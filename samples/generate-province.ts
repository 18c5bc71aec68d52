import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { provinceSample } from './source/province/province-sample.js'

/** Writes samples/province anew; the same files every time. */
const writeProvinceSample = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
  const sample = provinceSample()
  // A file that the sample no longer has would be imported with the others.
  for (const name of await readdir(folder)) if (name.endsWith('.csv') && !sample.has(name)) await rm(join(folder, name))
  for (const [name, csv] of sample) await writeFile(join(folder, name), csv)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeProvinceSample(process.argv[2] ?? 'samples/province')
