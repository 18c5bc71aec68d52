import { VaultRowDiffers } from '../errors.js'
import { vaultRowKinds } from '../movable-vault.js'
import type { MovableVault, VaultDigest, VaultRow, VaultRowKind } from '../movable-vault.js'
import { rowsInOrder } from '../rows-in-order.js'
import { bytesOfText, digestOf, isWithoutRows, textOfBytes } from '../vault-digest.js'
import { laySchema } from './schema.js'
import { SqliteNameRows } from './sqlite-name-rows.js'
import { SqliteVaultRows } from './sqlite-vault-rows.js'
import { emptyWriteAheadLog, openDatabase } from './sqlite.js'
import type { Database } from './sqlite.js'
import { WriteQueue } from './write-queue.js'

const batchRows = 1_000

/** A vault file to be copied or copied into; made, without secrets, where there is none. */
export const openMovableSqliteVault = async ({ file }: { readonly file: string }): Promise<MovableVault> => {
  const database = await openDatabase(file)
  await laySchema(database)
  return new MovableSqliteVault(database)
}

/** Where a kind's rows stand. */
interface Table {
  /** `name`, `content` after a name, in order. */
  readonly page: string
  /** `content` of a name. */
  readonly find: string
  readonly insert: string
  readonly isBinary?: boolean
}

const table = (name: string, [key, content]: readonly [string, string?], isBinary = false): Table => ({
  page: `SELECT ${key} AS name, ${content ?? "''"} AS content FROM ${name} WHERE ${key} > ? ORDER BY ${key} LIMIT ${batchRows}`,
  find: `SELECT ${content ?? "''"} AS content FROM ${name} WHERE ${key} = ?`,
  insert: content === undefined ? `INSERT INTO ${name} (${key}) SELECT ?1 WHERE ?2 = ''` : `INSERT INTO ${name} (${key}, ${content}) VALUES (?, ?)`,
  isBinary,
})

const tables: Readonly<Record<VaultRowKind, Table>> = {
  secret: table('secrets', ['name', 'bytes'], true),
  log: table('logs', ['incarnation']),
  forgotten: {
    page: `SELECT printf('%019d', sequence) AS name, key AS content FROM forgotten WHERE sequence > CAST(? AS INTEGER) ORDER BY sequence LIMIT ${batchRows}`,
    find: 'SELECT key AS content FROM forgotten WHERE sequence = CAST(? AS INTEGER)',
    insert: 'INSERT INTO forgotten (sequence, key) VALUES (CAST(? AS INTEGER), ?)',
  },
  key: table('keys', ['key', 'bytes'], true),
  'citizen-number': table('citizen_numbers', ['hash', 'person_id']),
  actor: { ...table('actors', ['id', 'document']), insert: 'INSERT OR REPLACE INTO actors (id, document) VALUES (?, ?)' },
}

class MovableSqliteVault implements MovableVault {
  private readonly queue: WriteQueue
  private readonly rows: SqliteVaultRows

  constructor(private readonly database: Database) {
    this.queue = new WriteQueue(database)
    this.rows = new SqliteVaultRows(database, this.queue, new SqliteNameRows(database, this.queue))
  }

  exportRows(): AsyncIterable<VaultRow[]> {
    return rowsInOrder((kind, after) => this.page(kind, after))
  }

  async importRows(rows: readonly VaultRow[]): Promise<void> {
    await this.queue.write(() => {
      for (const kind of vaultRowKinds) for (const row of rows) if (row.kind === kind) this.importRow(row)
    })
    if (rows.some(({ kind }) => kind === 'forgotten')) await emptyWriteAheadLog(this.database)
  }

  digest(): Promise<VaultDigest> {
    return digestOf(this)
  }

  isEmpty(): Promise<boolean> {
    return isWithoutRows(this)
  }

  async close(): Promise<void> {
    await this.rows.close()
  }

  private page(kind: VaultRowKind, after: string): VaultRow[] {
    const rows = this.database.prepare(tables[kind].page).all(after) as { name: string; content: string | Uint8Array }[]
    return rows.map(({ name, content }) => ({ kind, name, content: textOf(content) }))
  }

  /** Part of a write. */
  private importRow({ kind, name, content }: VaultRow): void {
    const { find, insert, isBinary } = tables[kind]
    const existing = this.database.prepare(find).get(name) as { content: string | Uint8Array } | undefined
    if (existing && textOf(existing.content) === content) return
    if ((existing && kind !== 'actor') || this.isContradicted({ kind, name, content })) throw new VaultRowDiffers(kind, name)
    if (kind === 'forgotten') this.rows.destroy(content)
    this.database.prepare(insert).run(name, isBinary ? bytesOfText(content) : content)
  }

  /** By a row of another name: a key of somebody forgotten here, a forgetting at another place, a person with another number. */
  private isContradicted({ kind, name, content }: VaultRow): boolean {
    const holds = (sql: string, value: string): boolean => this.database.prepare(sql).get(value) !== undefined
    if (kind === 'key') return holds('SELECT 1 FROM forgotten WHERE key = ?', name)
    if (kind === 'forgotten') return holds('SELECT 1 FROM forgotten WHERE key = ?', content)
    return kind === 'citizen-number' && holds('SELECT 1 FROM citizen_numbers WHERE person_id = ?', content)
  }
}

const textOf = (content: string | Uint8Array): string => (typeof content === 'string' ? content : textOfBytes(content))
