import { setImmediate as nextTurn } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { SealBroken } from './errors.js'
import type { KeyStore, KnownKey } from './key-store.js'
import type { NameSearch, VaultWithNames } from './name-search.js'
import type { Pseudonyms } from './pseudonyms.js'
import { openValue, quickKeyedHash, sealValue } from './seal.js'
import { keysIn, replaceSealed } from './sealed-documents.js'
import { getOrCreateSecret } from './secrets.js'
import type { VaultRows } from './vault-rows.js'
import type { ActorRecord, SealedValue, ToSeal } from './vault.js'

/** About 10 MB. */
const cachedValues = 20_000

/** Documents opened, or values sealed, before other work of the process gets its turn. */
const turnLength = 500

export interface SealingVaultParts {
  readonly rows: VaultRows
  readonly keys: KeyStore
  readonly pseudonyms: Pseudonyms
  readonly names: NameSearch
  readonly fingerprintKey: Uint8Array
}

/** What was just read of the keys asked for; not to be used any more once further forgettings are known. */
interface LoadedKeys {
  readonly asked: ReadonlySet<string>
  readonly keys: ReadonlyMap<string, KnownKey>
  readonly forgettings: number
}

/** The vault over the rows of a store: seals, opens, and remembers what it opened until anybody is forgotten. */
export class SealingVault implements VaultWithNames {
  /** What was opened lately, values and whole documents, and the forgettings known when it was. */
  private readonly opened = new LRUCache<string, { readonly value: unknown }>({ max: cachedValues })
  private openedDocuments = new WeakMap<object, unknown>()
  private openedAfter = 0
  /** The search by name, in the same store. */
  readonly names: NameSearch
  private readonly fingerprintSecret: string

  constructor(private readonly parts: SealingVaultParts) {
    this.names = parts.names
    this.fingerprintSecret = Buffer.from(parts.fingerprintKey).toString('hex')
  }

  async seal(values: readonly ToSeal[]): Promise<SealedValue[]> {
    const keys = await this.parts.keys.loadOrCreate(new Set(values.map(({ key }) => key)))
    return inTurns(values, (value) => sealValue(value, keyFor(value, keys)))
  }

  async open<T>(documents: readonly T[]): Promise<T[]> {
    const { keys } = this.parts
    await keys.refresh()
    this.dropOutdated()
    // For many documents the keys are read together; one walks its parts once.
    if (documents.length > 1) await keys.preload(keysIn(documents.filter((document) => !this.isOpened(document)), (sealed) => this.opened.has(cacheKey(sealed))))
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
    return getOrCreateSecret(this.parts.rows, `named/${name}`)
  }

  async addActor(actor: ActorRecord): Promise<void> {
    await this.parts.rows.putActor(actor)
  }

  async findActor(id: string): Promise<ActorRecord | undefined> {
    return this.parts.rows.findActor(id)
  }

  async logs(): Promise<string[]> {
    return this.parts.rows.logs()
  }

  async addLog(incarnation: string): Promise<void> {
    await this.parts.rows.addLog(incarnation)
  }

  async forget(key: string): Promise<void> {
    await this.parts.rows.forget(key)
    await this.parts.keys.refresh()
    this.dropOutdated()
  }

  async close(): Promise<void> {
    await this.parts.rows.close()
  }

  private isOpened(document: unknown): boolean {
    return typeof document === 'object' && document !== null && this.openedDocuments.has(document)
  }

  private openDocument<T>(document: T): T | Promise<T> {
    if (typeof document !== 'object' || document === null) return document
    this.dropOutdated()
    const known = this.openedDocuments.get(document)
    // A sealed value stands where the document's type has its clear value.
    if (known !== undefined) return known as T
    const missing = new Set<string>()
    const opened = replaceSealed(document, (sealed) => this.openOne(sealed, missing))
    if (missing.size > 0) return this.openAfterLoading(document, missing)
    this.openedDocuments.set(document, opened)
    return opened as T
  }

  private async openAfterLoading<T extends object>(document: T, keys: ReadonlySet<string>): Promise<T> {
    for (let missing = keys; ; ) {
      const loaded = await this.load(missing)
      this.dropOutdated()
      const stillMissing = new Set<string>()
      const opened = replaceSealed(document, (sealed) => this.openOne(sealed, stillMissing, loaded))
      if (stillMissing.size === 0) {
        this.openedDocuments.set(document, opened)
        return opened as T
      }
      missing = stillMissing
    }
  }

  private async load(asked: ReadonlySet<string>): Promise<LoadedKeys> {
    const keys = await this.parts.keys.read([...asked])
    return { asked, keys, forgettings: this.parts.keys.forgettings }
  }

  /** Its value; `undefined` for the moment where the key is missing, which is noted. */
  private openOne(sealed: SealedValue, missing: Set<string>, loaded?: LoadedKeys): unknown {
    const known = this.opened.get(cacheKey(sealed))
    if (known !== undefined) return known.value
    const { keys } = this.parts
    const fresh = loaded?.forgettings === keys.forgettings ? loaded : undefined
    const key = keys.cached(sealed.key) ?? fresh?.keys.get(sealed.key)
    if (key === 'forgotten') return { forgotten: true }
    if (key) return this.remember(sealed, openValue(sealed, key))
    // Every key used was durable first, so one that the store doesn't know means a forgery or a wrong vault.
    if (fresh?.asked.has(sealed.key)) throw new SealBroken(sealed.key, sealed.at)
    missing.add(sealed.key)
    return undefined
  }

  /** After every wait, since in it another call may have learnt that somebody was forgotten. */
  private dropOutdated(): void {
    const { forgettings } = this.parts.keys
    if (this.openedAfter === forgettings) return
    this.openedAfter = forgettings
    this.opened.clear()
    this.openedDocuments = new WeakMap()
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

const inTurns = async <From, To>(items: readonly From[], work: (item: From) => To | Promise<To>): Promise<To[]> => {
  const done: To[] = []
  for (const item of items) {
    if (done.length > 0 && done.length % turnLength === 0) await nextTurn()
    const result = work(item)
    done.push(result instanceof Promise ? await result : result)
  }
  return done
}
