import { canonicalJson } from '#platform'
import { checkCommit } from './check-commit.js'
import { InvalidCommit } from './errors.js'
import { eventIdOf } from './event-id.js'
import type { Commit } from './event-log.js'
import type { NewEvent } from './event.js'

/** Below MongoDB's 16 MB a document with room for what stands beside the JSON, so that a log can move. */
const maxCommitBytes = 8 * 1024 * 1024
/** More keys of one document than MongoDB writes into an index at once. */
const maxCommitTags = 20_000

/** A commit checked and written down, but for what only the store knows: positions and `recordedAt`. */
export interface CanonicalCommit {
  readonly commandId: string
  readonly fingerprint: string
  readonly events: readonly CanonicalEvent[]
  readonly condition?: { readonly tags: readonly string[]; readonly after: number; readonly seen: readonly string[] } | undefined
}

/**
 * The event's canonical JSON in two halves. RFC 8785 sorts keys, and there `position` and `recordedAt` are neighbours,
 * after `paper` and before `ruleSetId`; so the store only puts them between, in the moment in which it knows them.
 */
export interface CanonicalEvent {
  readonly eventId: string
  readonly type: string
  readonly tags: readonly string[]
  readonly before: string
  readonly behind: string
}

export function canonicalCommit(commit: Commit): CanonicalCommit {
  checkCommit(commit)
  const events = commit.events.map((event, index) => canonicalEvent(commit, event, index))
  const bytes = events.reduce((sum, event) => sum + bytesOf(event), Buffer.byteLength(commit.fingerprint))
  if (bytes > maxCommitBytes) throw new InvalidCommit(`the commit has ${bytes} bytes, more than ${maxCommitBytes}`)
  const tagCount = countTags(events)
  if (tagCount > maxCommitTags) throw new InvalidCommit(`the commit has ${tagCount} tags, more than ${maxCommitTags}`)
  const { commandId, fingerprint, condition } = commit
  return { commandId, fingerprint, events, condition: condition && { ...condition, seen: condition.seen ?? [] } }
}

function countTags(events: readonly CanonicalEvent[]): number {
  const repeated = events.reduce((sum, { tags }) => sum + tags.length, 0)
  return repeated <= maxCommitTags ? repeated : new Set(events.flatMap(({ tags }) => tags)).size
}

/** With what stands beside the JSON: ids, and every tag once more, of which a list of very short ones weighs most. */
const bytesOf = ({ before, behind, tags }: CanonicalEvent): number =>
  Buffer.byteLength(before) + Buffer.byteLength(behind) + 80 + tags.length * 8

/** The canonical JSON of the recorded event: what is stored, parsed by readers, and proven. */
export const recordedJson = (event: CanonicalEvent, position: number, recordedAt: string): string =>
  `${event.before},"position":${position},"recordedAt":"${recordedAt}",${event.behind}`

function canonicalEvent(commit: Commit, event: NewEvent, index: number): CanonicalEvent {
  const { actor, causationId, commandId, correlationId, entrySource } = commit
  const { correctsEventId, data, occurredOn, paper, ruleSetId, subject, tags, type, unit, version } = event
  const eventId = eventIdOf(commandId, index)
  const before = canonicalJson({ actor, causationId, commandId, correctsEventId, correlationId, data, entrySource, eventId, occurredOn, paper })
  const behind = canonicalJson({ ruleSetId, subject, tags, type, unit, version })
  if (before === undefined || behind === undefined) throw new InvalidCommit('an event is an object')
  return { eventId, type, tags, before: before.slice(0, -1), behind: behind.slice(1) }
}
