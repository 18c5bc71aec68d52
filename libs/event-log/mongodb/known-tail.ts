import type { Position } from '../event.js'
import { RecentTail } from '../recent-tail.js'
import { uuidOf } from './commit-document.js'
import type { Commits, RecentRow } from './commits.js'

/** Who is further behind than this many commits goes to the end at once, and leaves the rest to the index. */
const mostToRead = 2_000

/**
 * Where the log ends, known by having read every commit up to there, as the majority has it; and what the last ones wrote.
 * Commands are named by their first event's id.
 */
export class KnownTail {
  position: Position = 0
  recordedAtMs = 0
  /** Where the log has moved to; nothing can be stored behind it. */
  movedTo: string | undefined
  readonly recent = new RecentTail()

  constructor(readonly commits: Commits) {}

  /** Begins at the log's end. */
  async begin(): Promise<void> {
    const row = await this.commits.findLast()
    this.movedTo = row?.movedTo
    this.position = row?.last ?? 0
    this.recordedAtMs = row?.recordedAt.getTime() ?? 0
    this.recent.reset(this.position)
  }

  /** Reads what others stored since; whether it knows more now. */
  async readOn(): Promise<boolean> {
    const { position, movedTo } = this
    const rows = await this.commits.findRecent(position, mostToRead)
    if (rows.length === mostToRead) {
      await this.begin()
      return true
    }
    this.movedTo = undefined
    for (const row of rows) this.#read(row)
    this.recent.forgetOldest(this.position)
    return this.position > position || this.movedTo !== movedTo
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

  #read({ _id, last, recordedAt, tags = [], eventIds = [], movedTo }: RecentRow): void {
    if (_id !== this.position + 1) throw new Error(`the log has a gap: a commit at ${_id} stands behind position ${this.position}`)
    if (movedTo !== undefined) {
      this.movedTo = movedTo
      return
    }
    const [first] = eventIds
    this.add(first === undefined ? '' : uuidOf(first), last, tags, recordedAt.getTime())
  }
}
