import { catalogue, getDefinition, getPayload, type Bilingual, type EventDefinition } from '#domain'
import type { RecordedEvent } from '#event-log'
import { breakingChanges, type Change } from './compatibility.js'
import { dataSchemaOf } from './data-schema.js'
import { eventVersions } from './event-versions.js'
import { recordedSchemaOf, type JsonSchema } from './json-schema.js'
import type { EventVersion } from './names.js'

/** What has been released of a version, and stays so: files of contracts/. */
export interface ReleasedVersion extends EventVersion {
  /** Of a published event's `data`; undefined where it has not been generated yet. */
  readonly schema?: JsonSchema | undefined
  /** Of the payload in the log, and events that were recorded in it; undefined where none has been taken yet. */
  readonly recorded?: RecordedSample | undefined
}

export interface RecordedSample {
  readonly shape: JsonSchema
  readonly events: readonly RecordedEvent[]
}

/** The shape of the payload in the log. */
export const recordedShapeOf = ({ type, version }: EventVersion): JsonSchema => recordedSchemaOf(getPayload(getDefinition(type), version))

/** Everything in which today's catalogue breaks what was released; empty where subscribers and the log go on as they are. */
export const brokenContracts = (released: readonly ReleasedVersion[], definitions: ReadonlyMap<string, EventDefinition> = catalogue): readonly Bilingual[] => [
  ...released.flatMap((version) => brokenContract(version, definitions)),
  ...[...definitions.values()].flatMap(missingUpcasters),
]

const brokenContract = ({ type, version, schema, recorded }: ReleasedVersion, definitions: ReadonlyMap<string, EventDefinition>): Bilingual[] => {
  const definition = definitions.get(type)
  if (definition === undefined || !versionsOf(definition).includes(version)) return [forgotten({ type, version })]
  const payload = getPayload(definition, version)
  const published = schema === undefined ? [] : breakingChanges(schema, dataSchemaOf({ type, version }, definition))
  const inLog = recorded === undefined ? [] : breakingChanges(recorded.shape, recordedSchemaOf(payload), 'payload')
  const said = new Set(published.map(({ path }) => path))
  return [...published, ...inLog.filter(({ path }) => !said.has(path))].map((change) => broken({ type, version }, change))
}

const versionsOf = ({ version, earlierPayloads = {} }: EventDefinition): number[] => [...Object.keys(earlierPayloads).map(Number), version]

const missingUpcasters = ({ type, version, upcasters = {} }: EventDefinition): Bilingual[] =>
  Array.from({ length: version - 1 }, (_, index) => index + 1).filter((earlier) => upcasters[earlier] === undefined).map((earlier) => ({
    vi: `${type}: thiếu upcaster đưa phiên bản ${earlier} lên ${earlier + 1}.`,
    en: `${type}: there is no upcaster that brings version ${earlier} to ${earlier + 1}.`,
  }))

const forgotten = ({ type, version }: EventVersion): Bilingual => ({
  vi: `${type} v${version} đã phát hành nhưng danh mục sự kiện không còn biết; hãy giữ cấu trúc của nó trong earlierPayloads[${version}].`,
  en: `${type} v${version} was released and the catalogue no longer knows it: keep its shape in earlierPayloads[${version}].`,
})

const broken = ({ type, version }: EventVersion, { path, says }: Change): Bilingual => ({
  vi: `${type} v${version}, ${path}: ${says.vi}. Phiên bản đã phát hành không đổi: hãy giữ cấu trúc cũ trong earlierPayloads[${version}], nâng version và viết upcasters[${version}]; chỉ được thêm trường không bắt buộc.`,
  en: `${type} v${version}, ${path}: ${says.en}. A released version doesn't change: keep its shape in earlierPayloads[${version}], raise the version and write upcasters[${version}]; only optional fields may be added.`,
})

/** Versions of the catalogue of which no event has been kept. */
export const versionsWithoutSample = (released: readonly ReleasedVersion[]): readonly EventVersion[] =>
  eventVersions().filter(({ type, version }) => !released.some((each) => each.type === type && each.version === version && (each.recorded?.events.length ?? 0) > 0))
