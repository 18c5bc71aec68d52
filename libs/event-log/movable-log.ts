import type { EventLog } from './event-log.js'
import type { Position } from './event.js'

/** A commit byte for byte as it stands in a store: what moves when a log moves. */
export interface StoredCommit {
  readonly firstPosition: Position
  readonly commandId: string
  readonly fingerprint: string
  /** The instant of all of its events, ISO 8601 in UTC with milliseconds. */
  readonly recordedAt: string
  /** Each event's canonical JSON, in order. */
  readonly events: readonly string[]
}

export interface Finding {
  readonly position: Position
  readonly what: string
}

export interface Verification {
  readonly events: number
  /** The first 1,000 of them. */
  readonly findings: readonly Finding[]
  readonly findingCount: number
}

/** What a store of the log offers beside the port: to be verified, and moved to another store with every position. */
export interface MovableLog extends EventLog {
  /** Compares every event with what stands beside it; `onProgress` is told the position reached. */
  verify(onProgress?: (position: Position) => void): Promise<Verification>
  /** The commits after a position (that of a commit's last event), in batches. */
  storedCommits(after: Position): AsyncIterable<StoredCommit[]>
  /**
   * Stores commits as they are, right behind the last event; throws `NotTheNextCommit` where they don't begin there, and
   * stores nothing then. A closed log takes them too, and stays closed: so nobody else writes where a log is copied to.
   */
  appendStored(commits: readonly StoredCommit[]): Promise<void>
  /** Takes over the incarnation of the log that this one is to be a copy of; throws where it holds events and has another. */
  adoptIncarnation(incarnation: string): Promise<void>
  /**
   * From now on every append, of any process, throws `LogMoved`, which names the successor. Answers the last position for
   * ever. Again for the same successor it changes nothing; for another it throws `LogMoved`.
   */
  closeFor(successor: string): Promise<Position>
  /** Where the log has moved to, if it has. */
  successor(): Promise<string | undefined>
  /** Takes the closing back, for a log that moves here again. */
  reopen(): Promise<void>
}
