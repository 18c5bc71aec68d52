import { DatabaseSync } from '@photostructure/sqlite'
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'

// The API of node:sqlite: that module takes this package's place when Node 20 goes, here and nowhere else.
export type SqliteDatabase = DatabaseSyncInstance
export type SqliteStatement = StatementSyncInstance

export interface SqliteOptions {
  /** FULL: what COMMIT returned survives a power cut. NORMAL: it survives kill -9, and can be rebuilt after a power cut. */
  readonly synchronous: 'FULL' | 'NORMAL'
  /** How long a statement waits for another connection's lock, blocking its thread. */
  readonly busyTimeoutMs?: number
  /** Refuses every write on this connection. */
  readonly queryOnly?: boolean
  readonly cacheKib?: number
  /** The write-ahead log is copied into the file whenever it has grown by this many pages. */
  readonly checkpointPages?: number
  /** Of a file that is created: smaller pages write less where keys come in random order. */
  readonly pageBytes?: number
}

const usualBusyTimeoutMs = 5_000

/** Opens or creates a database file in WAL mode. */
export function openSqlite(file: string, options: SqliteOptions): SqliteDatabase {
  const database = withPath(file, () => new DatabaseSync(file, { timeout: options.busyTimeoutMs ?? usualBusyTimeoutMs }))
  try {
    withPath(file, () => prepare(database, options))
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

function prepare(database: SqliteDatabase, options: SqliteOptions): void {
  const { synchronous, busyTimeoutMs = usualBusyTimeoutMs, queryOnly = false, cacheKib = 16_384, checkpointPages = 1_000, pageBytes = 4_096 } = options
  database.exec(`PRAGMA page_size = ${pageBytes}`)
  enterWal(database, busyTimeoutMs)
  database.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA cache_size = -${cacheKib};
    PRAGMA wal_autocheckpoint = ${checkpointPages}; PRAGMA query_only = ${queryOnly ? 'ON' : 'OFF'}`)
}

/** SQLite doesn't say which file it can't open; as Node does, the error gets its `path`. */
function withPath<Result>(path: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (typeof error === 'object' && error !== null) Object.assign(error, { path })
    throw error
  }
}

/** SQLite's result code of an error thrown by a statement, without its extension; undefined for other errors. */
export function sqliteCodeOf(error: unknown): number | undefined {
  // Not asked whether it is an Error: one from another realm, as under a test runner, is none of ours.
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}

export const sqliteBusy = 5
export const sqliteReadOnly = 8
export const sqliteInputOutput = 10
export const sqliteCorrupt = 11
export const sqliteFull = 13
export const sqliteCannotOpen = 14
export const sqliteNoDatabase = 26

/** Switching to WAL doesn't wait for locks by itself, so two processes that create a file at once would fail. */
function enterWal(database: SqliteDatabase, timeoutMs: number): void {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    try {
      database.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      if (sqliteCodeOf(error) !== sqliteBusy || Date.now() > deadline) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
