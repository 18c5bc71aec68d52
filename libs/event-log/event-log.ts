import type { CommandIdReused } from './errors.js'
import type { CommitMetadata, NewEvent, Position, RecordedEvent } from './event.js'

/**
 * The log's port. What a store promises, each held by the contract suite:
 * 1. atomic: a commit's events are stored together or not at all;
 * 2. one order without gaps: what a reader has seen at n is never followed later by something new at ≤ n;
 * 3. conditional: see {@link Condition};
 * 4. once: see {@link Commit.commandId};
 * 5. durable: what `append` returned survives kill -9;
 * 6. time never goes backwards: see {@link RecordedEvent.recordedAt};
 * 7. nothing is changed or deleted.
 */
export interface EventLog {
  /** Stores all of a commit's events or none. Throws the errors of errors.ts. */
  append(commit: Commit): Promise<Appended>
  /** What became of commits, in order: undefined where there was none, `CommandIdReused` where the fingerprint is another. */
  findOutcomes(commits: readonly Pick<Commit, 'commandId' | 'fingerprint'>[]): Promise<(Appended | CommandIdReused | undefined)[]>
  /** Batches in position order (or backwards); a batch never ends inside a commit. */
  read(query: Query): AsyncIterable<RecordedEvent[]>
  findEvent(eventId: string): Promise<RecordedEvent | undefined>
  /** The position of the last event, 0 when empty. */
  head(): Promise<Position>
  /** The position of the last event recorded at or before the instant (ISO 8601), 0 when none. */
  positionAt(instant: string): Promise<Position>
  /** History after `after`, then whatever is appended, by any process, until the signal aborts. */
  follow(after: Position, signal: AbortSignal): AsyncIterable<RecordedEvent[]>
  /** Random id of this log's incarnation: a restored backup gets a new one. */
  incarnation(): Promise<string>
  close(): Promise<void>
}

export interface Commit extends CommitMetadata {
  /** UUID. The same id with the same fingerprint gets the first outcome; with another it is refused. */
  readonly commandId: string
  /** Keyed hash of the command's name, canonical payload and actor. */
  readonly fingerprint: string
  /** At least one. */
  readonly events: readonly NewEvent[]
  readonly condition?: Condition | undefined
}

/**
 * If an event with any of the tags stands after `after`, append throws `Conflict` and stores nothing.
 * `seen` names own commits, sent just before and not yet answered, whose events the decision already knew:
 * their events don't conflict, and if one of them was not stored, this commit conflicts.
 */
export interface Condition {
  readonly tags: readonly string[]
  readonly after: Position
  readonly seen?: readonly string[] | undefined
}

export interface Appended {
  readonly firstPosition: Position
  readonly lastPosition: Position
  readonly eventIds: readonly string[]
  readonly recordedAt: string
  /** True when the commandId had been stored before. */
  readonly repeated: boolean
}

export interface Query {
  /** Any of these tags. */
  readonly tags?: readonly string[] | undefined
  readonly types?: readonly string[] | undefined
  readonly after?: Position | undefined
  readonly upTo?: Position | undefined
  /** From `upTo` (or the head) downwards to just above `after`. */
  readonly backwards?: boolean | undefined
  /** Stops after the commit in which this number of events is reached. */
  readonly limit?: number | undefined
}
