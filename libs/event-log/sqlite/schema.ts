import { randomUUID } from 'node:crypto'
import type { SqliteDatabase } from '#platform'

const schemaVersion = '1'

/**
 * The event's JSON is the truth; beside it stands only what indexes need.
 * There is no index on command ids: the id of a commit's first event is derived from its command id, so the unique
 * index on event ids answers for both. A second index with keys in random order would halve the speed of appending.
 */
const tables = `
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    commit_last INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS event_tags (
    tag TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (tag, position)
  ) WITHOUT ROWID, STRICT;
  CREATE TABLE IF NOT EXISTS commits (
    first_position INTEGER PRIMARY KEY,
    last_position INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS log_meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) WITHOUT ROWID, STRICT;`

/** Lays the tables in a new file; of several processes that open it first, one decides the incarnation. */
export function laySchema(database: SqliteDatabase): void {
  if (!hasTables(database)) {
    database.exec('BEGIN IMMEDIATE')
    database.exec(tables)
    const set = database.prepare('INSERT OR IGNORE INTO log_meta (name, value) VALUES (?, ?)')
    set.run('schemaVersion', schemaVersion)
    set.run('incarnation', randomUUID())
    database.exec('COMMIT')
  }
  const found = getMeta(database, 'schemaVersion')
  if (found !== schemaVersion) throw new Error(`the log has schema version ${found}, this program knows ${schemaVersion}`)
}

export function getMeta(database: SqliteDatabase, name: string): string {
  const value = findMeta(database, name)
  if (value === undefined) throw new Error(`the log has no ${name}`)
  return value
}

export function findMeta(database: SqliteDatabase, name: string): string | undefined {
  const value: unknown = database.prepare('SELECT value FROM log_meta WHERE name = ?').get(name)?.value
  return typeof value === 'string' ? value : undefined
}

const hasTables = (database: SqliteDatabase): boolean =>
  database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'log_meta'").get() !== undefined
