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

/** Opens or creates a database file in WAL mode. */
export function openSqlite(file: string, options: SqliteOptions): SqliteDatabase {
  const { synchronous, busyTimeoutMs = 5_000, queryOnly = false, cacheKib = 16_384, checkpointPages = 1_000, pageBytes = 4_096 } = options
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs })
  try {
    database.exec(`PRAGMA page_size = ${pageBytes}`)
    enterWal(database, busyTimeoutMs)
    database.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA cache_size = -${cacheKib};
      PRAGMA wal_autocheckpoint = ${checkpointPages}; PRAGMA query_only = ${queryOnly ? 'ON' : 'OFF'}`)
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

/** SQLite's result code of an error thrown by a statement, without its extension; undefined for other errors. */
export function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}

export const sqliteBusy = 5
export const sqliteFull = 13

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
