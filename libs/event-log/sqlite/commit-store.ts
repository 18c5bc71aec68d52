import { sqliteBusy, sqliteCodeOf, sqliteFull } from '#platform'
import type { SqliteDatabase } from '#platform'
import { recordedJson } from '../canonical-commit.js'
import type { CanonicalCommit, CanonicalEvent } from '../canonical-commit.js'
import { eventIdOf } from '../event-id.js'
import type { Outcome } from '../outcome.js'
import { RecentTail } from '../recent-tail.js'

const maxClockLagMs = 2_000

/** Stores batches of commits on one connection, each batch in one transaction. */
export class CommitStore {
  readonly #statements
  /** Whole as far as this writer wrote it: emptied as soon as anybody else has written. */
  readonly #recent = new RecentTail()
  #recentEnd = 0
  #tail = { position: 0, recordedAtMs: 0 }

  constructor(readonly database: SqliteDatabase, readonly lockTimeoutMs: number) {
    this.#statements = prepareStatements(database)
  }

  /** One outcome a commit, in order. All checks of a commit come before its first insert, so a refused one leaves nothing behind. */
  store(commits: readonly CanonicalCommit[], nowMs: () => number): Outcome[] {
    const all = (outcome: Outcome) => commits.map(() => outcome)
    try {
      this.#begin()
      this.#readTail()
      const now = nowMs()
      const outcomes = commits.map((commit) => this.#storeOne(commit, now))
      const failure = this.#commit()
      if (failure) this.#recentEnd = -1
      return failure ? all(failure) : outcomes
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK')
      this.#recentEnd = -1
      return all({ kind: 'unavailable', message: String(error), lasting: sqliteCodeOf(error) !== sqliteBusy })
    }
  }

  /** Other processes' turns are short: asking often is fairer than SQLite's own waiting, which grows to 100 ms. */
  #begin(): void {
    const deadline = performance.now() + this.lockTimeoutMs
    for (;;) {
      try {
        this.database.exec('BEGIN IMMEDIATE')
        return
      } catch (error) {
        if (sqliteCodeOf(error) !== sqliteBusy || performance.now() > deadline) throw error
        Atomics.wait(pause, 0, 0, 0.5 + Math.random() * 2)
      }
    }
  }

  #readTail(): void {
    const row = this.#statements.tail.get()
    this.#tail = row ? { position: row.position, recordedAtMs: row.recorded_at } : { position: 0, recordedAtMs: 0 }
    if (this.#tail.position === this.#recentEnd) this.#recent.forgetOldest(this.#recentEnd)
    else this.#recent.reset(this.#tail.position)
    this.#recentEnd = this.#tail.position
  }

  #storeOne(commit: CanonicalCommit, nowMs: number): Outcome {
    const earlier = this.#findEarlier(commit.events[0]?.eventId)
    if (earlier) {
      if (earlier.fingerprint !== commit.fingerprint) return { kind: 'command-id-reused' }
      return { kind: 'appended', firstPosition: earlier.first_position, lastPosition: earlier.last_position, recordedAtMs: earlier.recorded_at, repeated: true }
    }
    const tag = this.#findConflict(commit)
    if (tag !== undefined) return { kind: 'conflict', tag }
    const aheadMs = this.#tail.recordedAtMs - nowMs
    if (aheadMs > maxClockLagMs) return { kind: 'clock-off', message: `the log's last event is ${aheadMs} ms ahead of this clock` }
    return this.#insert(commit, Math.max(nowMs, this.#tail.recordedAtMs))
  }

  #findEarlier(firstEventId: string | undefined): CommitRow | undefined {
    return this.#statements.commitOfFirstEvent.get(firstEventId)
  }

  #findConflict({ condition }: CanonicalCommit): string | undefined {
    if (condition === undefined) return undefined
    const { tags, after, seen } = condition
    const seenEarlier: CommitRow[] = []
    for (const commandId of seen) {
      if (this.#recent.has(commandId)) continue
      const commit = this.#findEarlier(eventIdOf(commandId, 0))
      if (commit === undefined) return tags[0] ?? commandId
      seenEarlier.push(commit)
    }
    const known = new Set(seen)
    return tags.find((tag) => this.#recent.hasStrangerAfter(tag, after, known) || this.#hasStrangerBeforeRecent(tag, after, seenEarlier))
  }

  #hasStrangerBeforeRecent(tag: string, after: number, seen: readonly CommitRow[]): boolean {
    const { base } = this.#recent
    for (let cursor = after; cursor < base; ) {
      const position: number | undefined = this.#statements.nextOfTag.get(tag, cursor)?.position
      if (position === undefined || position > base) return false
      const own = seen.find((commit) => commit.first_position <= position && position <= commit.last_position)
      if (own === undefined) return true
      cursor = own.last_position
    }
    return false
  }

  #insert(commit: CanonicalCommit, recordedAtMs: number): Outcome {
    const firstPosition = this.#tail.position + 1
    const lastPosition = this.#tail.position + commit.events.length
    const recordedAt = new Date(recordedAtMs).toISOString()
    commit.events.forEach((event, index) => {
      const position = firstPosition + index
      const json = recordedJson(event, position, recordedAt)
      this.#statements.insertEvent.run(position, event.eventId, event.type, lastPosition, recordedAtMs, json)
      this.#insertTags(event, position)
    })
    this.#statements.insertCommit.run(firstPosition, lastPosition, commit.commandId, commit.fingerprint, recordedAtMs)
    this.#tail = { position: lastPosition, recordedAtMs }
    this.#recent.add(commit.commandId, commit.events.map(({ tags }, index) => ({ position: firstPosition + index, tags })))
    this.#recentEnd = lastPosition
    return { kind: 'appended', firstPosition, lastPosition, recordedAtMs, repeated: false }
  }

  #insertTags({ tags }: CanonicalEvent, position: number): void {
    if (tags.length === 3) this.#statements.insertThreeTags.run(tags[0], position, tags[1], position, tags[2], position)
    else for (const tag of tags) this.#statements.insertTag.run(tag, position)
  }

  /** A full disk leaves no trace; after another error only the file can tell whether the commits are in it. */
  #commit(): Outcome | undefined {
    try {
      this.database.exec('COMMIT')
      return undefined
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK')
      if (sqliteCodeOf(error) === sqliteFull) return { kind: 'unavailable', message: String(error), lasting: true }
      return { kind: 'unknown', message: String(error) }
    }
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4))

interface CommitRow {
  readonly first_position: number
  readonly last_position: number
  readonly fingerprint: string
  readonly recorded_at: number
}

const prepareStatements = (database: SqliteDatabase) => ({
  tail: database.prepare('SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1'),
  commitOfFirstEvent: database.prepare(`
    SELECT c.first_position, c.last_position, c.fingerprint, c.recorded_at
    FROM events e JOIN commits c ON c.first_position = e.position WHERE e.event_id = ?`),
  nextOfTag: database.prepare('SELECT position FROM event_tags WHERE tag = ? AND position > ? ORDER BY position LIMIT 1'),
  insertEvent: database.prepare('INSERT INTO events (position, event_id, type, commit_last, recorded_at, json) VALUES (?, ?, ?, ?, ?, ?)'),
  insertTag: database.prepare('INSERT INTO event_tags (tag, position) VALUES (?, ?)'),
  // Three tags are usual, and one statement for them costs less than three.
  insertThreeTags: database.prepare('INSERT INTO event_tags (tag, position) VALUES (?, ?), (?, ?), (?, ?)'),
  insertCommit: database.prepare('INSERT INTO commits (first_position, last_position, command_id, fingerprint, recorded_at) VALUES (?, ?, ?, ?, ?)'),
})
