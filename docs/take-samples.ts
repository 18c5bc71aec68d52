import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { recordedShapeOf, schemaFileOf, versionsWithoutSample, type EventVersion } from '#contracts'
import type { Json, RecordedEvent } from '#event-log'
import { jsonText, readReleased } from './source/contract-folder.js'

// Keeps recorded events of every version of which none has been kept yet, out of what `sinhke events --json` prints:
//   node dist/docs/take-samples.js small.jsonl province.jsonl
// What has been kept is replayed for ever and never written again.

const mostEvents = 6

/** The smallest events that between them have every optional field, alternative and word that the log shows. */
export const chosenOf = (events: readonly RecordedEvent[]): RecordedEvent[] => {
  const shown = new Set<string>()
  return events.filter((event) => {
    const traits = [...traitsOf(event.data, ''), ...traitsOf(event.paper as Json | undefined, 'paper')].filter((trait) => !shown.has(trait))
    for (const trait of traits) shown.add(trait)
    return traits.length > 0
  }).slice(0, mostEvents)
}

function traitsOf(value: Json | undefined, path: string): string[] {
  if (Array.isArray(value)) return [path, ...(value as Json[]).flatMap((each) => traitsOf(each, `${path}[]`))]
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, each]) => traitsOf(each, `${path}.${key}`))
  return typeof value === 'string' && /^[a-z]+(-[a-z]+)*$/.test(value) ? [path, `${path}=${value}`] : [path]
}

const eventsIn = async (file: string): Promise<RecordedEvent[]> => {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as RecordedEvent).sort((one, other) => JSON.stringify(one).length - JSON.stringify(other).length)
}

const takeSample = async (folder: string, version: EventVersion, events: readonly RecordedEvent[]): Promise<void> => {
  const chosen = chosenOf(events.filter((event) => event.type === version.type && event.version === version.version))
  if (chosen.length === 0) return console.error(`Không có sự kiện nào / no event of ${version.type} v${version.version}`)
  await writeFile(join(folder, 'released', schemaFileOf(version)), jsonText({ shape: recordedShapeOf(version), events: chosen }), { flag: 'wx' })
}

const takeSamples = async (folder: string, files: readonly string[]): Promise<void> => {
  const events = (await Promise.all(files.map(eventsIn))).flat()
  for (const version of versionsWithoutSample(await readReleased(folder))) await takeSample(folder, version, events)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await takeSamples('contracts', process.argv.slice(2))
