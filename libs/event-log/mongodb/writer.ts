import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CanonicalCommit } from '../canonical-commit.js'
import { LogUnavailable } from '../errors.js'
import type { Outcome } from '../outcome.js'
import type { BatchStore } from './batch-store.js'
import { Pending, waitedTooLong } from './pending.js'

/** Bounds one insert; what waits beyond it is the next batch. */
const maxBatchCommits = 1_024
const maxBatchCharacters = 8_000_000
const lookForExpiredMs = 250
/** What was sent is looked for so long beyond its deadline. */
const graceMs = 2_000

/** Group commit: whatever has arrived while the last batch was stored is the next one, in order of arrival. */
export class Writer {
  readonly #waiting: Pending[] = []
  #batch: readonly Pending[] = []
  #working: Promise<void> | undefined
  #isClosed = false

  constructor(readonly store: BatchStore, readonly appendTimeoutMs: number) {}

  append(commit: CanonicalCommit): Promise<Outcome> {
    if (this.#isClosed) throw new LogUnavailable('the log is closed')
    return new Promise((resolve) => {
      this.#waiting.push(new Pending(commit, performance.now() + this.appendTimeoutMs, resolve))
      this.#working ??= this.#work()
    })
  }

  /** Whatever was appended before is answered first. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#working
    await this.store.turns.close()
    this.store.primary.close()
  }

  async #work(): Promise<void> {
    const expiring = setInterval(() => this.#expire(), lookForExpiredMs)
    for (;;) {
      // Callers that were answered together come back together.
      await nextTurn()
      if (this.#waiting.length === 0) break
      await this.store.begin()
      this.#batch = this.#takeBatch()
      await this.store.store(this.#batch)
    }
    clearInterval(expiring)
    this.store.turns.rest()
    this.#working = undefined
  }

  /** Answers whoever waits for others, or for a server that does not answer; none waits longer than it was told. */
  #expire(): void {
    const now = performance.now()
    for (const pending of [...this.#batch, ...this.#waiting]) if (now > pending.deadline + (pending.isDoubtful ? graceMs : 0)) pending.expire(waitedTooLong)
  }

  #takeBatch(): Pending[] {
    let characters = 0
    const beyond = this.#waiting.findIndex((pending, index) => {
      characters += pending.characters
      return index > 0 && (index >= maxBatchCommits || characters > maxBatchCharacters)
    })
    return this.#waiting.splice(0, beyond === -1 ? this.#waiting.length : beyond).filter(({ isSettled }) => !isSettled)
  }
}
