import type { SqliteDatabase } from '#platform'

/** Raised when the tables change: views can be built again, so a file of another layout is emptied. */
const layout = 1

const tables = `
  CREATE TABLE builds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    model TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('filling', 'live', 'retired')),
    position INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX live_builds ON builds (model) WHERE state = 'live';
  CREATE TABLE documents (
    build INTEGER NOT NULL,
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    parked_since INTEGER,
    parked_error TEXT,
    json TEXT
  ) STRICT;
  CREATE UNIQUE INDEX documents_by_key ON documents (build, key);
  CREATE INDEX parked_documents ON documents (build, key) WHERE parked_since IS NOT NULL;
  CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    fence INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
  ) STRICT;`

export function laySchema(database: SqliteDatabase): void {
  if (layoutOf(database) === layout) return
  database.exec('BEGIN IMMEDIATE')
  if (layoutOf(database) !== layout) {
    database.exec('DROP TABLE IF EXISTS documents; DROP TABLE IF EXISTS builds; DROP TABLE IF EXISTS leases')
    database.exec(tables)
    database.exec(`PRAGMA user_version = ${layout}`)
  }
  database.exec('COMMIT')
}

const layoutOf = (database: SqliteDatabase): unknown => database.prepare('PRAGMA user_version').get()?.user_version
