import { setTimeout as wait } from 'node:timers/promises'
import { openSqlite, sqliteBusy, sqliteCodeOf, sqliteFull } from '#platform'
import type { SqliteDatabase } from '#platform'
import { LogMoved, LogUnavailable, NotTheNextCommit, OutcomeUnknown } from '../errors.js'
import type { Position, RecordedEvent } from '../event.js'
import type { StoredCommit } from '../movable-log.js'
import { eventsOfNext, lastPositionOf, type LogEnd } from '../stored-commit.js'
import { insertTags, prepareInserts, type RowInserts } from './row-inserts.js'
import { findMeta, getMeta } from './schema.js'

/**
 * What is written when a log moves, on a connection of its own that is opened when it is first needed: each time one
 * transaction under the file's write lock, as the appends of every process are.
 */
export class LogMover {
  #database: SqliteDatabase | undefined

  constructor(readonly file: string, readonly lockTimeoutMs: number) {}

  appendStored(commits: readonly StoredCommit[]): Promise<void> {
    return this.#write((database) => {
      const events = eventsOfNext(commits, endOf(database))
      const inserts = prepareInserts(database)
      commits.forEach((commit, index) => insert(inserts, commit, events[index] ?? []))
    })
  }

  adoptIncarnation(incarnation: string): Promise<void> {
    return this.#write((database) => {
      const own = getMeta(database, 'incarnation')
      if (own === incarnation) return
      if (endOf(database).position > 0) throw new NotTheNextCommit(`the log holds events of its own incarnation ${own}`)
      database.prepare("UPDATE log_meta SET value = ? WHERE name = 'incarnation'").run(incarnation)
    })
  }

  closeFor(successor: string): Promise<Position> {
    return this.#write((database) => {
      const known = findMeta(database, 'successor')
      if (known !== undefined && known !== successor) throw new LogMoved(known)
      database.prepare("INSERT OR IGNORE INTO log_meta (name, value) VALUES ('successor', ?)").run(successor)
      return endOf(database).position
    })
  }

  reopen(): Promise<void> {
    return this.#write((database) => {
      database.exec("DELETE FROM log_meta WHERE name = 'successor'")
    })
  }

  close(): void {
    this.#database?.close()
    this.#database = undefined
  }

  async #write<Result>(work: (database: SqliteDatabase) => Result): Promise<Result> {
    const database = (this.#database ??= openToWrite(this.file))
    const deadline = performance.now() + this.lockTimeoutMs
    // Asking often is fairer than SQLite's own waiting; no await stands between a transaction's beginning and its end.
    while (!begin(database)) {
      if (performance.now() > deadline) throw new LogUnavailable('the log is locked by another process')
      await wait(1 + Math.random() * 2)
    }
    try {
      const result = work(database)
      commitTransaction(database)
      return result
    } finally {
      if (database.isTransaction) database.exec('ROLLBACK')
    }
  }
}

function openToWrite(file: string): SqliteDatabase {
  const database = openSqlite(file, { synchronous: 'FULL', cacheKib: 65_536, checkpointPages: 16_000 })
  database.exec('PRAGMA busy_timeout = 0')
  return database
}

/** False while another connection writes. */
function begin(database: SqliteDatabase): boolean {
  try {
    database.exec('BEGIN IMMEDIATE')
    return true
  } catch (error) {
    if (sqliteCodeOf(error) === sqliteBusy) return false
    throw new LogUnavailable(String(error))
  }
}

/** A full disk leaves no trace; after another error only the file can tell whether it was stored. */
function commitTransaction(database: SqliteDatabase): void {
  try {
    database.exec('COMMIT')
  } catch (error) {
    throw sqliteCodeOf(error) === sqliteFull ? new LogUnavailable(String(error)) : new OutcomeUnknown(String(error))
  }
}

function endOf(database: SqliteDatabase): LogEnd {
  const row: { readonly position: number; readonly recorded_at: number } | undefined = database.prepare('SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1').get()
  return row ? { position: row.position, recordedAt: new Date(row.recorded_at).toISOString() } : { position: 0, recordedAt: '' }
}

function insert(inserts: RowInserts, commit: StoredCommit, events: readonly RecordedEvent[]): void {
  const { firstPosition, commandId, fingerprint } = commit
  const recordedAtMs = Date.parse(commit.recordedAt)
  const lastPosition = lastPositionOf(commit)
  events.forEach(({ position, eventId, type, tags }, index) => {
    inserts.insertEvent.run(position, eventId, type, lastPosition, recordedAtMs, commit.events[index])
    insertTags(inserts, tags, position)
  })
  inserts.insertCommit.run(firstPosition, lastPosition, commandId, fingerprint, recordedAtMs)
}
