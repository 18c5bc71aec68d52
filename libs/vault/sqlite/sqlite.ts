import { closeSync, openSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { blockingWaitMs, openSqlite, whenFree } from '#platform'
import type { SqliteDatabase, SqliteStatement } from '#platform'
import { VaultUnavailable } from '../errors.js'

export type Database = SqliteDatabase
export type Statement = SqliteStatement

/** Opens a database whose every commit is on the disk when it returns, readable by its owner only. */
export const openDatabase = async (file: string): Promise<Database> => {
  closeSync(openSync(file, 'a', 0o600))
  const database = await whenFree(() => openSqlite(file, { synchronous: 'FULL', busyTimeoutMs: blockingWaitMs }), locked)
  database.exec('PRAGMA secure_delete = ON')
  return database
}

/** Runs the work in one write transaction, waiting while another process writes. */
export const inTransaction = async <T>(database: Database, work: () => T): Promise<T> => {
  await whenFree(() => database.exec('BEGIN IMMEDIATE'), locked)
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/**
 * Folds the write-ahead log into the file and empties it, so that what was deleted stands in neither. A reader in
 * another process can hold this up; it is short, and what is left then goes with the next checkpoint.
 */
export const emptyWriteAheadLog = async (database: Database): Promise<void> => {
  const checkpoint = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)')
  for (let attempt = 0; attempt < 20; attempt++) {
    const { busy } = checkpoint.get() as { busy: number }
    if (busy === 0) return
    await pause(25)
  }
}

const locked = (cause: unknown): Error => new VaultUnavailable('the vault is locked by another process', { cause })
