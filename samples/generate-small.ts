import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { smallSample } from './source/small-sample.js'

/** Writes samples/small anew; the same files every time. */
const writeSmallSample = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
  for (const [name, csv] of smallSample()) await writeFile(join(folder, name), csv)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeSmallSample(process.argv[2] ?? 'samples/small')
