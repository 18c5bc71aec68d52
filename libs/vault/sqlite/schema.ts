import { inTransaction } from './sqlite.js'
import type { Database } from './sqlite.js'

/** `forgotten` is read after each sequence number by every process, so that no cache outlives a forgetting. */
const schema = `
CREATE TABLE IF NOT EXISTS keys (key TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS forgotten (sequence INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS citizen_numbers (hash TEXT PRIMARY KEY, person_id TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS actors (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS logs (incarnation TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS search_checkpoint (id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS search_log (id INTEGER PRIMARY KEY CHECK (id = 1), incarnation TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS search_households (
  household_id TEXT PRIMARY KEY,
  sort TEXT NOT NULL,
  code_set TEXT NOT NULL,
  code TEXT NOT NULL,
  village TEXT NOT NULL,
  document TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS search_households_in_order ON search_households (sort, household_id);
CREATE INDEX IF NOT EXISTS search_households_by_unit ON search_households (code_set, code, sort, household_id);
CREATE TABLE IF NOT EXISTS search_people (
  household_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (household_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS search_people_by_person ON search_people (person_id);
CREATE TABLE IF NOT EXISTS search_words (
  field TEXT NOT NULL,
  word TEXT NOT NULL,
  sort TEXT NOT NULL,
  household_id TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (field, word, sort, household_id, text)
) STRICT, WITHOUT ROWID;
`

/** Makes what is missing, in a file of an earlier release too. */
export const laySchema = (database: Database): Promise<void> =>
  inTransaction(database, () => {
    database.exec(schema)
    const column = database.prepare("SELECT 1 FROM pragma_table_info('search_households') WHERE name = 'position'").get()
    if (column === undefined) database.exec('ALTER TABLE search_households ADD COLUMN position INTEGER NOT NULL DEFAULT 0')
  })
