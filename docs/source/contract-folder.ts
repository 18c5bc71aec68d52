import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonSchema, RecordedSample, ReleasedVersion } from '#contracts'

/** contracts/ as it is committed: what has been released. */
export const readReleased = async (folder: string): Promise<readonly ReleasedVersion[]> => {
  const [schemas, samples] = await Promise.all([jsonFilesOf<JsonSchema>(join(folder, 'schemas')), jsonFilesOf<RecordedSample>(join(folder, 'released'))])
  return [...new Set([...schemas.keys(), ...samples.keys()])].map((file) => ({ ...versionOf(file), schema: schemas.get(file), recorded: samples.get(file) }))
}

/** As every JSON file of contracts/ is written. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const versionOf = (file: string) => {
  const [, type, version] = /^([a-z-]+)\.v(\d+)\.json$/.exec(file) ?? []
  if (type === undefined) throw new Error(`${file} is no <type>.v<version>.json`)
  return { type, version: Number(version) }
}

const jsonFilesOf = async <Shape>(folder: string): Promise<ReadonlyMap<string, Shape>> => {
  await mkdir(folder, { recursive: true })
  const files = (await readdir(folder)).sort()
  return new Map(await Promise.all(files.map(async (file) => [file, JSON.parse(await readFile(join(folder, file), 'utf8')) as Shape] as const)))
}
