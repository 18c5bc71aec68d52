import { Binary, Long } from 'mongodb'
import { recordedJson, type CanonicalCommit } from '../canonical-commit.js'
import { lastPositionOf } from '../stored-commit.js'
import type { Position, RecordedEvent } from '../event.js'
import type { StoredCommit } from '../movable-log.js'

/** One commit, as it is written. The events' canonical JSON is the truth; beside it stands only what is searched by. */
export interface CommitDocument {
  /** The position of its first event. */
  readonly _id: Long
  /** The position of its last event. */
  readonly last: Long
  readonly recordedAt: Date
  readonly fingerprint: string
  /** UUIDs, derived from the command id: unique, so that this one index answers for commands and for events. */
  readonly eventIds: readonly Binary[]
  /** Every tag of any of its events, once. */
  readonly tags: readonly string[]
  readonly events: readonly string[]
}

/**
 * Stands behind the last commit of a log that has moved, and takes the place that the next one would need, for ever:
 * so closing and appending decide by one unique key. It holds no event, and `last` is that of the commit before it.
 */
export interface ClosingDocument {
  readonly _id: Long
  readonly last: Long
  readonly recordedAt: Date
  readonly movedTo: string
}

export function commitDocument({ fingerprint, events }: CanonicalCommit, first: Position, recordedAt: Date): CommitDocument {
  const at = recordedAt.toISOString()
  return {
    _id: Long.fromNumber(first),
    last: Long.fromNumber(first + events.length - 1),
    recordedAt,
    fingerprint,
    eventIds: events.map(({ eventId }) => binaryOf(eventId)),
    tags: tagsOf(events),
    events: events.map((event, index) => recordedJson(event, first + index, at)),
  }
}

export function storedDocument(commit: StoredCommit, events: readonly RecordedEvent[]): CommitDocument {
  return {
    _id: Long.fromNumber(commit.firstPosition),
    last: Long.fromNumber(lastPositionOf(commit)),
    recordedAt: new Date(commit.recordedAt),
    fingerprint: commit.fingerprint,
    eventIds: events.map(({ eventId }) => binaryOf(eventId)),
    tags: tagsOf(events),
    events: commit.events,
  }
}

export const closingDocument = (last: Position, recordedAt: Date, movedTo: string): ClosingDocument =>
  ({ _id: Long.fromNumber(last + 1), last: Long.fromNumber(last), recordedAt, movedTo })

/** Every tag of the events, once. */
export function tagsOf(events: readonly { readonly tags: readonly string[] }[]): readonly string[] {
  const [first] = events
  return events.length === 1 && first !== undefined ? first.tags : [...new Set(events.flatMap(({ tags }) => tags))]
}

export const binaryOf = (uuid: string): Binary => new Binary(Buffer.from(uuid.replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID)

export function uuidOf(binary: Binary): string {
  const hex = Buffer.from(binary.buffer).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
