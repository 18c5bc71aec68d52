import type { ActorRecord } from '../vault.js'
import type { Forgetting, KeyRow, KeysRead, PersonIdRow, VaultRows } from '../vault-rows.js'
import { emptyWriteAheadLog } from './sqlite.js'
import type { Database, Statement } from './sqlite.js'
import type { SqliteNameRows } from './sqlite-name-rows.js'
import type { WriteQueue } from './write-queue.js'

/** The rows of a vault in an SQLite file. */
export class SqliteVaultRows implements VaultRows {
  private readonly statements: ReturnType<typeof statementsOn>

  constructor(
    private readonly database: Database,
    private readonly queue: WriteQueue,
    private readonly names: SqliteNameRows,
  ) {
    this.statements = statementsOn(database)
  }

  forgottenAfter(sequence: number): readonly Forgetting[] {
    return this.statements.newlyForgotten.all(sequence)
  }

  readKeys(keys: readonly string[]): KeysRead {
    const rows = this.statements.keysOf.all(JSON.stringify(keys)) as unknown as readonly KeyRow[]
    const found = new Map(rows.map(({ key, bytes }) => [key, bytes]))
    const forgotten = keys.filter((key) => !found.has(key) && this.statements.isForgotten.get(key) !== undefined)
    return { found, forgotten: new Set(forgotten) }
  }

  createKeys(rows: readonly KeyRow[]): Promise<void> {
    return this.queue.write(() => rows.forEach(({ key, bytes }) => this.statements.insertKey.run(key, bytes, key)))
  }

  readPersonIds(hashes: readonly string[]): ReadonlyMap<string, string> {
    const rows = this.statements.personIdsOf.all(JSON.stringify(hashes)) as readonly { hash: string; person_id: string }[]
    return new Map(rows.map((row) => [row.hash, row.person_id]))
  }

  createPersonIds(rows: readonly PersonIdRow[]): Promise<void> {
    return this.queue.write(() => rows.forEach(({ hash, personId }) => this.statements.insertPersonId.run(hash, personId)))
  }

  findSecret(name: string): Uint8Array | undefined {
    return (this.statements.secret.get(name) as { bytes: Uint8Array } | undefined)?.bytes
  }

  createSecret(name: string, bytes: Uint8Array): Promise<void> {
    return this.queue.write(() => void this.statements.insertSecret.run(name, bytes))
  }

  putActor(actor: ActorRecord): Promise<void> {
    return this.queue.write(() => void this.statements.putActor.run(actor.id, JSON.stringify(actor)))
  }

  findActor(id: string): ActorRecord | undefined {
    const row = this.statements.actor.get(id) as { document: string } | undefined
    return row && (JSON.parse(row.document) as ActorRecord)
  }

  logs(): string[] {
    return (this.statements.logs.all() as { incarnation: string }[]).map(({ incarnation }) => incarnation)
  }

  addLog(incarnation: string): Promise<void> {
    return this.queue.write(() => void this.statements.insertLog.run(incarnation))
  }

  async forget(key: string): Promise<void> {
    await this.queue.write(() => {
      this.destroy(key)
      this.statements.insertForgotten.run(key)
    })
    await emptyWriteAheadLog(this.database)
  }

  /** Part of a write: all of a forgetting but that it is told. */
  destroy(key: string): void {
    this.statements.deleteKey.run(key)
    if (key.startsWith('person:')) this.statements.deletePerson.run(key.slice('person:'.length))
    this.names.forget(key)
  }

  async close(): Promise<void> {
    await this.queue.drain()
    if (this.database.isOpen) this.database.close()
  }
}

const statementsOn = (database: Database): Readonly<Record<StatementName, Statement>> => ({
  newlyForgotten: database.prepare('SELECT sequence, key FROM forgotten WHERE sequence > ? ORDER BY sequence'),
  isForgotten: database.prepare('SELECT 1 FROM forgotten WHERE key = ?'),
  keysOf: database.prepare('SELECT key, bytes FROM keys WHERE key IN (SELECT value FROM json_each(?))'),
  insertKey: database.prepare('INSERT OR IGNORE INTO keys (key, bytes) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM forgotten WHERE key = ?)'),
  deleteKey: database.prepare('DELETE FROM keys WHERE key = ?'),
  insertForgotten: database.prepare('INSERT OR IGNORE INTO forgotten (key) VALUES (?)'),
  personIdsOf: database.prepare('SELECT hash, person_id FROM citizen_numbers WHERE hash IN (SELECT value FROM json_each(?))'),
  insertPersonId: database.prepare('INSERT OR IGNORE INTO citizen_numbers (hash, person_id) VALUES (?, ?)'),
  deletePerson: database.prepare('DELETE FROM citizen_numbers WHERE person_id = ?'),
  secret: database.prepare('SELECT bytes FROM secrets WHERE name = ?'),
  insertSecret: database.prepare('INSERT OR IGNORE INTO secrets (name, bytes) VALUES (?, ?)'),
  putActor: database.prepare('INSERT OR REPLACE INTO actors (id, document) VALUES (?, ?)'),
  actor: database.prepare('SELECT document FROM actors WHERE id = ?'),
  logs: database.prepare('SELECT incarnation FROM logs'),
  insertLog: database.prepare('INSERT OR IGNORE INTO logs (incarnation) VALUES (?)'),
})

type StatementName =
  | 'newlyForgotten'
  | 'isForgotten'
  | 'keysOf'
  | 'insertKey'
  | 'deleteKey'
  | 'insertForgotten'
  | 'personIdsOf'
  | 'insertPersonId'
  | 'deletePerson'
  | 'secret'
  | 'insertSecret'
  | 'putActor'
  | 'actor'
  | 'logs'
  | 'insertLog'
