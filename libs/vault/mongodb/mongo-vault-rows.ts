import { Long } from 'mongodb'
import type { ClientSession } from 'mongodb'
import type { ActorRecord } from '../vault.js'
import type { Forgetting, KeyRow, KeysRead, PersonIdRow, VaultRows } from '../vault-rows.js'
import { binaryOf, bytesOf, numberOf } from './collections.js'
import type { ActorDocument, CitizenNumberDocument, KeyDocument, LogDocument, SecretDocument } from './collections.js'
import { Gather } from './gather.js'
import { insertMissing } from './insert-missing.js'
import type { MongoNameRows } from './mongo-name-rows.js'
import type { VaultDatabase } from './vault-database.js'

/** Keys asked for at once. */
const askedTogether = 10_000

/** The rows of a vault in a MongoDB database. What many callers want at the same time is read and written together. */
export class MongoVaultRows implements VaultRows {
  private readonly forgettings = new Gather((sequences: readonly number[]) => this.readForgettings(Math.min(...sequences)))
  private readonly keysAsked = new Gather((asked: readonly (readonly string[])[]) => this.readKeyDocuments([...new Set(asked.flat())]))
  private readonly keysMade = new Gather((made: readonly (readonly KeyRow[])[]) => this.insertKeys(made.flat()))

  constructor(
    private readonly vault: VaultDatabase,
    private readonly names: MongoNameRows,
  ) {}

  forgottenAfter(sequence: number): Promise<readonly Forgetting[]> {
    return this.forgettings.ask(sequence)
  }

  async readKeys(keys: readonly string[]): Promise<KeysRead> {
    const documents = await this.keysAsked.ask(keys)
    const found = new Map<string, Uint8Array>()
    const forgotten = new Set<string>()
    for (const key of keys) {
      const document = documents.get(key)
      if (document?.bytes) found.set(key, bytesOf(document.bytes))
      else if (document) forgotten.add(key)
    }
    return { found, forgotten }
  }

  createKeys(rows: readonly KeyRow[]): Promise<void> {
    return this.keysMade.ask(rows)
  }

  async readPersonIds(hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.vault.run((session) => this.citizenNumbers.find({ _id: { $in: [...hashes] } }, { session }).toArray())
    return new Map(rows.map(({ _id, personId }) => [_id, personId]))
  }

  async createPersonIds(rows: readonly PersonIdRow[]): Promise<void> {
    const documents = rows.map(({ hash, personId }) => ({ _id: hash, personId }))
    await this.vault.run((session) => insertMissing(this.citizenNumbers, documents, session))
  }

  async findSecret(name: string): Promise<Uint8Array | undefined> {
    const row = await this.vault.run((session) => this.secrets.findOne({ _id: name }, { session }))
    return row ? bytesOf(row.bytes) : undefined
  }

  async createSecret(name: string, bytes: Uint8Array): Promise<void> {
    await this.vault.run((session) => insertMissing(this.secrets, [{ _id: name, bytes: binaryOf(bytes) }], session))
  }

  putActor(actor: ActorRecord): Promise<void> {
    return this.putActorText(actor.id, JSON.stringify(actor))
  }

  /** The text as it stands. */
  async putActorText(id: string, document: string): Promise<void> {
    await this.vault.run((session) => this.actors.replaceOne({ _id: id }, { document }, { upsert: true, session }))
  }

  async findActor(id: string): Promise<ActorRecord | undefined> {
    const row = await this.vault.run((session) => this.actors.findOne({ _id: id }, { session }))
    return row ? (JSON.parse(row.document) as ActorRecord) : undefined
  }

  async logs(): Promise<string[]> {
    const rows = await this.vault.run((session) => this.knownLogs.find({}, { session }).toArray())
    return rows.map(({ _id }) => _id)
  }

  async addLog(incarnation: string): Promise<void> {
    await this.vault.run((session) => insertMissing(this.knownLogs, [{ _id: incarnation }], session))
  }

  async forget(key: string): Promise<void> {
    await this.vault.transaction(async (session) => {
      await this.names.takeTurn(session)
      const current = await this.keys.findOne({ _id: key }, { session })
      if (current?.forgotten !== undefined) return
      // Sequence numbers come in the order of commits, since whoever forgets has the turn.
      const last = await this.keys.findOne({ forgotten: { $gt: Long.ZERO } }, { session, sort: { forgotten: -1 } })
      await this.destroy({ key, sequence: numberOf(last?.forgotten ?? 0) + 1 }, session)
    })
  }

  /** Part of a transaction that has the turn. */
  async destroy({ key, sequence }: Forgetting, session: ClientSession): Promise<void> {
    await this.keys.replaceOne({ _id: key }, { forgotten: Long.fromNumber(sequence) }, { upsert: true, session })
    if (key.startsWith('person:')) await this.citizenNumbers.deleteMany({ personId: key.slice('person:'.length) }, { session })
    await this.names.forget(key, session)
  }

  /** The client is the opener's. */
  async close(): Promise<void> {
    await this.vault.settled()
  }

  private async readForgettings(after: number): Promise<readonly Forgetting[]> {
    const filter = { forgotten: { $gt: Long.fromNumber(after) } }
    const rows = await this.vault.run((session) => this.keys.find(filter, { session, sort: { forgotten: 1 } }).toArray())
    return rows.map(({ _id, forgotten }) => ({ key: _id, sequence: numberOf(forgotten ?? 0) }))
  }

  private async readKeyDocuments(keys: readonly string[]): Promise<ReadonlyMap<string, KeyDocument>> {
    const documents = new Map<string, KeyDocument>()
    for (let from = 0; from < keys.length; from += askedTogether) {
      const some = keys.slice(from, from + askedTogether)
      const rows = await this.vault.run((session) => this.keys.find({ _id: { $in: some } }, { session }).toArray())
      for (const row of rows) documents.set(row._id, row)
    }
    return documents
  }

  private async insertKeys(rows: readonly KeyRow[]): Promise<void> {
    for (let from = 0; from < rows.length; from += askedTogether) {
      const documents = rows.slice(from, from + askedTogether).map(({ key, bytes }) => ({ _id: key, bytes: binaryOf(bytes) }))
      await this.vault.run((session) => insertMissing(this.keys, documents, session))
    }
  }

  private get keys() {
    return this.vault.collection<KeyDocument>('keys')
  }

  private get citizenNumbers() {
    return this.vault.collection<CitizenNumberDocument>('citizen_numbers')
  }

  private get secrets() {
    return this.vault.collection<SecretDocument>('secrets')
  }

  private get actors() {
    return this.vault.collection<ActorDocument>('actors')
  }

  private get knownLogs() {
    return this.vault.collection<LogDocument>('logs')
  }
}
