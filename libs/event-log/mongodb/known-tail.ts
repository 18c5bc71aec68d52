import type { Position } from '../event.js'
import { RecentTail } from '../recent-tail.js'
import type { Commits } from './commits.js'

/**
 * Where the log ends, as the majority has it, and what this process wrote there last. Since the log has no gaps, its last
 * commit says that all before it are there; what others wrote is not fetched, but asked of the index where it matters.
 * Commands are named by their first event's id.
 */
export class KnownTail {
  position: Position = 0
  recordedAtMs = 0
  /** Where the log has moved to; nothing can be stored behind it. */
  movedTo: string | undefined
  readonly recent = new RecentTail()

  constructor(readonly commits: Commits) {}

  /** Looks where the log ends now; whether that is news. */
  async readOn(): Promise<boolean> {
    const row = await this.commits.findLast()
    const [position, movedTo] = [row?.last ?? 0, row?.movedTo]
    if (position === this.position && movedTo === this.movedTo) return false
    if (position !== this.position) this.recent.reset(position)
    this.position = position
    this.recordedAtMs = row?.recordedAt.getTime() ?? 0
    this.movedTo = movedTo
    return true
  }

  /** Whether a condition can be checked from here on without cutting a commit in two; undefined where that is not known. */
  isEndOfCommit(position: Position): boolean | undefined {
    if (position >= this.position || position === 0) return true
    if (position < this.recent.base) return undefined
    return position === this.recent.base || this.recent.hasPlaceAt(position)
  }

  /** What was just stored by this process. */
  add(command: string, last: Position, tags: readonly string[], recordedAtMs: number): void {
    this.recent.add(command, [{ position: last, tags }])
    this.position = last
    this.recordedAtMs = recordedAtMs
  }
}
