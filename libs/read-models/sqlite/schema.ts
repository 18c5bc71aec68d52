import type { SqliteDatabase } from '#platform'

/** Raised when the tables change: views can be built again, so a file of another layout is emptied. */
const layout = 2

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
  CREATE TABLE rebuild_requests (
    model TEXT PRIMARY KEY,
    after_build INTEGER NOT NULL,
    position INTEGER,
    failure TEXT
  ) STRICT;
  CREATE TABLE log (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    incarnation TEXT NOT NULL
  ) STRICT;
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
    for (const table of ['documents', 'builds', 'rebuild_requests', 'log', 'leases']) database.exec(`DROP TABLE IF EXISTS ${table}`)
    database.exec(tables)
    database.exec(`PRAGMA user_version = ${layout}`)
  }
  database.exec('COMMIT')
}

const layoutOf = (database: SqliteDatabase): unknown => database.prepare('PRAGMA user_version').get()?.user_version
