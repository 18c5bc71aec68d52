import type { Position } from '../event.js'
import { RecentTail } from '../recent-tail.js'
import { uuidOf } from './commit-document.js'
import type { Commits, RecentRow } from './commits.js'

/** Who is further behind than this many commits leaves them to the index. */
const mostToRead = 128

/**
 * Where the log ends, as the majority has it, and what was written there last. Since the log has no gaps, its last commit
 * says that all before it are there. Commands are named by their first event's id.
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

  /** Reads the few commits that others stored since. */
  async readFew(): Promise<void> {
    const rows = await this.commits.findRecent(this.position, mostToRead)
    if (rows.length === mostToRead) await this.readOn()
    else for (const row of rows) this.#read(row)
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

  #read({ _id, last, recordedAt, tags = [], eventIds: [first] = [], movedTo }: RecentRow): void {
    if (_id !== this.position + 1) throw new Error(`the log has a gap: a commit at ${_id} stands behind position ${this.position}`)
    if (movedTo !== undefined) this.movedTo = movedTo
    else this.add(first === undefined ? '' : uuidOf(first), last, tags, recordedAt.getTime())
  }
}
