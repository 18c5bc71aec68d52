import type { CanonicalCommit } from '../canonical-commit.js'
import { eventIdOf } from '../event-id.js'
import type { Position } from '../event.js'
import type { Outcome } from '../outcome.js'
import { tagsOf } from './commit-document.js'

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
  /** Attempts whose outcome is not known: they may have been stored, or may yet be. */
  readonly attempts: { readonly first: Position; readonly recordedAtMs: number }[] = []
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

  settle(outcome: Outcome): void {
    this.#isSettled = true
    this.resolve(outcome)
  }
}
