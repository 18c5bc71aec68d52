import { setTimeout as wait } from 'node:timers/promises'
import type { ChangeStream } from 'mongodb'
import type { Position } from '../event.js'
import type { Commits } from './commits.js'

/** How often followers look by themselves: whether the change stream wakes them, or can't. */
const [watchedPollMs, blindPollMs] = [2_000, 100]
const pauseMs = 1_000

/** A closing is no news: what stands at its place after a reopening is. */
const ofCommits = [{ $match: { operationType: 'insert', 'fullDocument.movedTo': { $exists: false } } }, { $project: { documentKey: 1 } }]

interface Change {
  readonly documentKey: { readonly _id: Position }
}

/**
 * Wakes followers: at once when this process has appended, by a change stream when another has, and after a while anyway.
 * It never says what was stored: whoever is woken reads by position.
 */
export class TailWatch {
  #changes = 0
  #seen: Position = 0
  #watching: Promise<void> | undefined
  #stream: ChangeStream | undefined
  #isClosed = false
  #isWatched = false
  readonly #sleepers = new Set<() => void>()

  constructor(readonly commits: Commits) {}

  /** To be taken before reading, so that what is appended while reading isn't missed. */
  get changes(): number {
    return this.#changes
  }

  /** Something was stored up to here; twice told, it wakes nobody. */
  wake(position: Position): void {
    if (position <= this.#seen) return
    this.#seen = position
    this.wakeAll()
  }

  /** Returns when anything may have been appended since `changes`, or when the signal aborts. */
  changedSince(changes: number, signal: AbortSignal): Promise<void> {
    if (this.#changes !== changes || signal.aborted) return Promise.resolve()
    this.#watching ??= this.#watch()
    return new Promise((resolve) => {
      const wakeUp = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', wakeUp)
        this.#sleepers.delete(wakeUp)
        resolve()
      }
      const timer = setTimeout(wakeUp, this.#isWatched ? watchedPollMs : blindPollMs)
      signal.addEventListener('abort', wakeUp)
      this.#sleepers.add(wakeUp)
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#stream?.close()
  }

  /** A stream that ends is opened again after a pause; meanwhile followers look more often. */
  async #watch(): Promise<void> {
    while (!this.#isClosed) {
      const stream = this.commits.collection.watch(ofCommits, { maxAwaitTimeMS: watchedPollMs })
      this.#stream = stream
      // What was stored before it began is not told by it.
      stream.on('init', () => {
        this.#isWatched = true
        this.wakeAll()
      })
      try {
        for await (const { documentKey } of stream as AsyncIterable<Change>) this.wake(documentKey._id)
      } catch {
        // Followers meet the trouble themselves when they read.
      }
      this.#isWatched = false
      if (!this.#isClosed) await wait(pauseMs, undefined, { ref: false })
    }
  }

  wakeAll(): void {
    this.#changes += 1
    for (const wakeUp of [...this.#sleepers]) wakeUp()
  }
}
