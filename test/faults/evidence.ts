import type { RecordedEvent } from '#event-log'
import type { Saying } from './journal.js'
import type { Seen } from './seen.js'

/** Where a commit stands. */
export interface Stored {
  readonly firstPosition: number
  readonly lastPosition: number
}

/** What there is to judge when a round is over and the set is whole again. */
export interface Evidence {
  /** The whole log. */
  readonly events: readonly RecordedEvent[]
  /** What both writers said, those that were killed too; of one command in its order. */
  readonly said: readonly Saying[]
  /** What the log says became of every command that was sent; undefined where there is no such commit. */
  readonly outcomes: ReadonlyMap<string, Stored | undefined>
  readonly seen: readonly Seen[]
  /** The stored read model compared with a replay, byte for byte. */
  readonly views: { readonly position: number; readonly documents: number; readonly differences: readonly string[] }
  /** What the store itself finds wrong when it is verified. */
  readonly unsound: readonly string[]
  /** Processes that ended by themselves, writing that did not resume. */
  readonly troubles: readonly string[]
}
