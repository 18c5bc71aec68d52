import { eventCorrected, getDefinition, getPayload, isClosed, markedFields, type Correction } from '#domain'
import type { Actor, EntrySource, Json, JsonObject, Paper, RecordedEvent, UnitRef } from '#event-log'
import { publishedTypeOf, schemaIdOf, sequenceOf, type EventVersion } from './names.js'

/** An event as subscribers get it: a CloudEvents 1.0 event, without anything sealed or internal. */
export interface PublishedEvent {
  readonly specversion: '1.0'
  /** The eventId. */
  readonly id: string
  /** The log; with `id` it says which event this is. */
  readonly source: string
  /** `vn.sinhke.<event>.v<version>`. */
  readonly type: string
  /** The tag that is the key on a topic: within it the order is kept. */
  readonly subject: string
  /** When it was recorded. */
  readonly time: string
  readonly datacontenttype: 'application/json'
  /** The `$id` of the JSON Schema of `data`. */
  readonly dataschema: string
  /** The position, zero-padded to 19 digits. */
  readonly sequence: string
  /** Of the log; another one than before says that a backup was restored and positions were handed out again. */
  readonly incarnation: string
  readonly data: PublishedData
}

export interface PublishedData {
  readonly occurredOn: string
  readonly unit: UnitRef
  readonly paper?: Paper
  readonly ruleSetId?: string
  readonly entrySource: EntrySource
  readonly actor: Actor
  readonly tags: readonly string[]
  readonly position: number
  readonly correlationId: string
  readonly commandId: string
  readonly causationId?: string
  readonly correctsEventId?: string
  /** In the version in which it was recorded. */
  readonly payload: JsonObject
}

/** Which log an event is of. */
export interface PublishingLog {
  readonly source: string
  readonly incarnation: string
}

/** Throws where the catalogue doesn't know the event's type and version: what is not known can't be known to hold nothing personal. */
export const publishedEvent = (event: RecordedEvent, { source, incarnation }: PublishingLog): PublishedEvent => ({
  specversion: '1.0',
  id: event.eventId,
  source,
  type: publishedTypeOf(event),
  subject: event.subject,
  time: event.recordedAt,
  datacontenttype: 'application/json',
  dataschema: schemaIdOf(event),
  sequence: sequenceOf(event.position),
  incarnation,
  data: publishedData(event),
})

const publishedData = (event: RecordedEvent): PublishedData => {
  const { occurredOn, unit, paper, ruleSetId, entrySource, actor, tags, position, correlationId, commandId, causationId, correctsEventId } = event
  return {
    occurredOn, unit, ...(paper === undefined ? {} : { paper }), ...(ruleSetId === undefined ? {} : { ruleSetId }), entrySource, actor, tags, position, correlationId, commandId,
    ...(causationId === undefined ? {} : { causationId }), ...(correctsEventId === undefined ? {} : { correctsEventId }), payload: publishedPayload(event),
  }
}

const publishedPayload = (event: RecordedEvent): JsonObject => {
  const payload = withheldPathsIn(event).reduce<JsonObject>((data, path) => without(data, path) as JsonObject, event.data)
  // What is closed was personal: one that no mark names is a bug of the catalogue, and stops the feed rather than pass.
  if (holdsClosed(payload)) throw new Error(`${event.type} v${event.version}: event ${event.eventId} has a sealed value in a field that the catalogue doesn't mark`)
  return payload
}

const withheldPathsIn = (event: RecordedEvent): readonly (readonly string[])[] => {
  const paths = withheldPathsOf(event)
  // A correction holds data of another type in the version of that time.
  if (event.type !== eventCorrected.type) return paths
  const { correctedType, correctedVersion } = event.data as unknown as Correction
  return [...paths, ...withheldPathsOf({ type: correctedType, version: correctedVersion }).map((path) => ['replacement', ...path])]
}

const known = new Map<string, readonly (readonly string[])[]>()

/** The paths of what is withheld of events of a version; '*' stands for every element of a list. */
export const withheldPathsOf = (of: EventVersion): readonly (readonly string[])[] => {
  const name = publishedTypeOf(of)
  const paths = known.get(name) ?? markedFields(getPayload(getDefinition(of.type), of.version)).map(({ path }) => withoutLastStars(path))
  known.set(name, paths)
  return paths
}

/** Of a list whose elements are themselves marked, the list goes: an empty one would say that there were none. */
const withoutLastStars = (path: readonly string[]): readonly string[] => (path.at(-1) === '*' ? withoutLastStars(path.slice(0, -1)) : path)

/** A copy without the field at that path; what is not on it is shared. */
const without = (value: Json | undefined, [key, ...rest]: readonly string[]): Json | undefined => {
  if (typeof value !== 'object' || value === null || key === undefined) return value
  if (isList(value)) return key === '*' ? value.map((each) => without(each, rest) as Json) : value
  const { [key]: found, ...others } = value
  if (found === undefined) return value
  return rest.length === 0 ? others : { ...others, [key]: without(found, rest) }
}

/** Array.isArray doesn't tell a readonly list from an object. */
const isList = (value: readonly Json[] | JsonObject): value is readonly Json[] => Array.isArray(value)

const holdsClosed = (value: Json | undefined): boolean => {
  if (typeof value !== 'object' || value === null) return false
  return isClosed(value) || Object.values(value).some(holdsClosed)
}
