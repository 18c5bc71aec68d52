import { setImmediate as nextTurn } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { SealBroken } from '../errors.js'
import type { NameSearch, VaultWithNames } from '../name-search.js'
import { openValue, quickKeyedHash, sealValue } from '../seal.js'
import { keysIn, replaceSealed } from '../sealed-documents.js'
import type { ActorRecord, SealedValue, ToSeal } from '../vault.js'
import type { KeyStore } from './key-store.js'
import type { Pseudonyms } from './pseudonyms.js'
import type { Secrets } from './secrets.js'
import { emptyWriteAheadLog } from './sqlite.js'
import type { Database } from './sqlite.js'
import type { SqliteNameSearch } from './sqlite-name-search.js'
import type { WriteQueue } from './write-queue.js'

/** About 10 MB. */
const cachedValues = 20_000

/** Documents opened, or values sealed, before other work of the process gets its turn. */
const turnLength = 500

export interface SqliteVaultParts {
  readonly database: Database
  readonly queue: WriteQueue
  readonly keys: KeyStore
  readonly pseudonyms: Pseudonyms
  readonly names: SqliteNameSearch
  readonly fingerprintKey: Uint8Array
  readonly secrets: Secrets
}

export class SqliteVault implements VaultWithNames {
  /** What was opened lately, values and whole documents; emptied when anybody is forgotten, by whatever process. */
  private readonly opened = new LRUCache<string, { readonly value: unknown }>({ max: cachedValues })
  private openedDocuments = new WeakMap<object, unknown>()
  /** The search by name, in the same file. */
  readonly names: NameSearch
  private readonly fingerprintSecret: string

  constructor(private readonly parts: SqliteVaultParts) {
    this.names = parts.names
    this.fingerprintSecret = Buffer.from(parts.fingerprintKey).toString('hex')
  }

  async seal(values: readonly ToSeal[]): Promise<SealedValue[]> {
    const keys = await this.parts.keys.loadOrCreate(new Set(values.map(({ key }) => key)))
    return inTurns(values, (value) => sealValue(value, keyFor(value, keys)))
  }

  async open<T>(documents: readonly T[]): Promise<T[]> {
    const { keys } = this.parts
    if (keys.dropForgotten()) this.dropOpened()
    // For many documents the keys are read together; one walks its parts once.
    if (documents.length > 1) keys.preload(keysIn(documents.filter((document) => !this.isOpened(document)), (sealed) => this.opened.has(cacheKey(sealed))))
    return inTurns(documents, (document) => this.openDocument(document))
  }

  async personIds(citizenNumbers: readonly string[]): Promise<string[]> {
    return this.parts.pseudonyms.getOrCreate(citizenNumbers)
  }

  async findPersonId(citizenNumber: string): Promise<string | undefined> {
    return this.parts.pseudonyms.find(citizenNumber)
  }

  fingerprint(text: string): string {
    return quickKeyedHash(text, this.fingerprintSecret)
  }

  async secret(name: string): Promise<Uint8Array> {
    const { queue, secrets } = this.parts
    return secrets.find(`named/${name}`) ?? queue.write(() => secrets.getOrCreate(`named/${name}`))
  }

  async addActor(actor: ActorRecord): Promise<void> {
    const { database, queue } = this.parts
    await queue.write(() =>
      database.prepare('INSERT OR REPLACE INTO actors (id, document) VALUES (?, ?)').run(actor.id, JSON.stringify(actor)),
    )
  }

  async findActor(id: string): Promise<ActorRecord | undefined> {
    const row = this.parts.database.prepare('SELECT document FROM actors WHERE id = ?').get(id) as
      | { document: string }
      | undefined
    return row && (JSON.parse(row.document) as ActorRecord)
  }

  async logs(): Promise<string[]> {
    const rows = this.parts.database.prepare('SELECT incarnation FROM logs').all() as { incarnation: string }[]
    return rows.map(({ incarnation }) => incarnation)
  }

  async addLog(incarnation: string): Promise<void> {
    const { database, queue } = this.parts
    await queue.write(() => database.prepare('INSERT OR IGNORE INTO logs (incarnation) VALUES (?)').run(incarnation))
  }

  async forget(key: string): Promise<void> {
    const { queue, keys, pseudonyms, names } = this.parts
    await queue.write(() => {
      keys.destroy(key)
      if (key.startsWith('person:')) pseudonyms.forget(key.slice('person:'.length))
      names.forget(key)
    })
    keys.dropForgotten()
    this.dropOpened()
    await emptyWriteAheadLog(this.parts.database)
  }

  async close(): Promise<void> {
    await this.parts.queue.drain()
    if (this.parts.database.isOpen) this.parts.database.close()
  }

  private isOpened(document: unknown): boolean {
    return typeof document === 'object' && document !== null && this.openedDocuments.has(document)
  }

  private openDocument<T>(document: T): T {
    if (typeof document !== 'object' || document === null) return document
    // A sealed value stands where the document's type has its clear value.
    const opened = (this.openedDocuments.get(document) ?? replaceSealed(document, (sealed) => this.openOne(sealed))) as T
    this.openedDocuments.set(document, opened)
    return opened
  }

  private dropOpened(): void {
    this.opened.clear()
    this.openedDocuments = new WeakMap()
  }

  private openOne(sealed: SealedValue): unknown {
    const known = this.opened.get(cacheKey(sealed))
    if (known !== undefined) return known.value
    const bytes = this.parts.keys.find(sealed.key)
    if (bytes) return this.remember(sealed, openValue(sealed, bytes))
    // Every key used was durable first, so one that is neither here nor forgotten means a forgery or a wrong vault.
    if (!this.parts.keys.hasForgotten(sealed.key)) throw new SealBroken(sealed.key, sealed.at)
    return { forgotten: true }
  }

  private remember(sealed: SealedValue, value: unknown): unknown {
    this.opened.set(cacheKey(sealed), { value: frozen(value) })
    return value
  }
}

/** All of it: a seal moved to another place or another's key is another seal. */
const cacheKey = ({ sealed, key, at }: SealedValue): string => `${sealed} ${key} ${at}`

/** What is handed out again must not change in between. */
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

const keyFor = ({ key }: ToSeal, keys: ReadonlyMap<string, Uint8Array>): Uint8Array => {
  const bytes = keys.get(key)
  if (!bytes) throw new Error(`no key was loaded for ${key}`)
  return bytes
}

const inTurns = async <From, To>(items: readonly From[], work: (item: From) => To): Promise<To[]> => {
  const done: To[] = []
  for (const item of items) {
    if (done.length > 0 && done.length % turnLength === 0) await nextTurn()
    done.push(work(item))
  }
  return done
}
