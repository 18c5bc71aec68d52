import type { EventLog } from '../event-log.js'
import type { Position } from '../event.js'
import { commitOf } from './append.js'

/** Appends as whoever decides does: each commit is guarded by a tag that was read up to what this process knew of the log. */
export class Deciding {
  #known: Position = 0
  #count = 0

  constructor(readonly log: EventLog) {}

  async append(): Promise<void> {
    const commit = commitOf(this.#count)
    this.#count += 1
    const { lastPosition } = await this.log.append({ ...commit, condition: { tags: commit.condition?.tags ?? [], after: this.#known } })
    this.#known = Math.max(this.#known, lastPosition)
  }
}
