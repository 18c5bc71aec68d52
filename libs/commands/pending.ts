import type { DecidedEvent, Decision, Refusal, StateRefs } from '#domain'
import type { Position } from '#event-log'
import type { Envelope, Recorded } from './submission.js'

/** A command on its way: waiting, decided, and in the end settled. */
export interface Pending {
  readonly row: Decision
  readonly command: object
  readonly envelope: Envelope
  readonly fingerprint: string
  readonly resolve: (recorded: Recorded) => void
  readonly reject: (error: unknown) => void
  conflicts: number
  /** What its first stage reads, in the round in which it is decided. */
  firstRefs: StateRefs | undefined
}

/** What was decided of a command, and what that stood on. */
export interface Verdict {
  readonly pending: Pending
  readonly decided: readonly DecidedEvent[] | Refusal
  /** The tags that were read, up to `after` in the log, and the commands on their way whose events were known too. */
  readonly tags: readonly string[]
  readonly after: Position
  readonly seen: readonly string[]
}
