import type { CanonicalCommit } from '../canonical-commit.js'
import { eventIdOf } from '../event-id.js'
import type { Position } from '../event.js'
import type { Outcome } from '../outcome.js'
import { tagsOf } from './commit-document.js'

export interface Attempt {
  readonly first: Position
  readonly recordedAtMs: number
}

export const waitedTooLong = 'it had to wait too long'

/** A commit that waits to be stored, with what was found out about it so far. */
export class Pending {
  /** Its first event's id, by which commands are looked up. */
  readonly command: string
  readonly tags: readonly string[]
  readonly characters: number
  /** The first events' ids of the commits that its decision had seen. */
  readonly seen: ReadonlySet<string>
  /** Those of them that are stored, as far as looked up. */
  readonly seenStored = new Set<string>()
  /** Its condition holds up to here. */
  checkedUpTo: Position
  /** Tags of its condition under which strangers stand. */
  readonly strangers = new Set<string>()
  /** Attempts whose outcome is not known: they may be stored, or may yet be. */
  attempts: readonly Attempt[] = []
  /** It is on its way to a server. */
  isSent = false
  #isSettled = false

  constructor(readonly commit: CanonicalCommit, readonly deadline: number, readonly resolve: (outcome: Outcome) => void) {
    this.command = commit.events[0]?.eventId ?? ''
    this.tags = tagsOf(commit.events)
    this.characters = commit.events.reduce((sum, { before, behind }) => sum + before.length + behind.length, 0)
    this.seen = new Set(commit.condition?.seen.map((commandId) => eventIdOf(commandId, 0)))
    this.checkedUpTo = commit.condition?.after ?? 0
  }

  get isSettled(): boolean {
    return this.#isSettled
  }

  get isDoubtful(): boolean {
    return this.isSent || this.attempts.length > 0
  }

  settle(outcome: Outcome): void {
    if (this.#isSettled) return
    this.#isSettled = true
    this.resolve(outcome)
  }

  /** Its time is up: what was never sent, or surely refused, is not stored. */
  expire(trouble: string): void {
    this.settle(this.isDoubtful ? { kind: 'unknown', message: trouble } : { kind: 'unavailable', message: trouble, lasting: false })
  }
}
