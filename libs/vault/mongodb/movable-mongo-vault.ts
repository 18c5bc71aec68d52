import type { ClientSession, Db } from 'mongodb'
import { VaultRowDiffers } from '../errors.js'
import { vaultRowKinds } from '../movable-vault.js'
import type { MovableVault, VaultDigest, VaultRow, VaultRowKind } from '../movable-vault.js'
import { rowsInOrder } from '../rows-in-order.js'
import { digestOf, isWithoutRows, sequenceName } from '../vault-digest.js'
import { numberOf } from './collections.js'
import type { KeyDocument } from './collections.js'
import { insertMissing } from './insert-missing.js'
import { checkVaultSchema } from './migrate-vault.js'
import { MongoNameRows } from './mongo-name-rows.js'
import { MongoVaultRows } from './mongo-vault-rows.js'
import { rowShapes } from './row-shapes.js'
import type { StoredRow } from './row-shapes.js'
import { VaultDatabase } from './vault-database.js'

const batchRows = 1_000
/** In one transaction, which must end in time. */
const forgottenTogether = 50

/** A vault in a database that `migrateVault` has prepared, to be copied or copied into; throws `VaultSchemaMissing` otherwise. */
export const openMovableMongoVault = async ({ database }: { readonly database: Db }): Promise<MovableVault> => {
  await checkVaultSchema(database)
  return new MovableMongoVault(new VaultDatabase(database))
}

class MovableMongoVault implements MovableVault {
  private readonly names: MongoNameRows
  private readonly rows: MongoVaultRows

  constructor(private readonly vault: VaultDatabase) {
    this.names = new MongoNameRows(vault)
    this.rows = new MongoVaultRows(vault, this.names)
  }

  exportRows(): AsyncIterable<VaultRow[]> {
    return rowsInOrder((kind, after) => this.page(kind, after))
  }

  async importRows(rows: readonly VaultRow[]): Promise<void> {
    const byKind = vaultRowKinds.map((kind) => ({ kind, rows: rows.filter((row) => row.kind === kind) })).filter((group) => group.rows.length > 0)
    const missing = await Promise.all(byKind.map(async (group) => ({ kind: group.kind, rows: await this.missing(group.kind, group.rows) })))
    for (const group of missing) await this.importMissing(group.kind, group.rows)
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

  private async page(kind: VaultRowKind, after: string): Promise<VaultRow[]> {
    const { collection, filterAfter, sort, rowOf } = rowShapes[kind]
    const documents = await this.vault.run((session) => this.vault.collection<StoredRow>(collection).find(filterAfter(after), { session, sort }).limit(batchRows).toArray())
    return documents.map((document) => ({ kind, ...rowOf(document) }))
  }

  /** Those that aren't there yet; throws where one is there with other content. */
  private async missing(kind: VaultRowKind, rows: readonly VaultRow[]): Promise<VaultRow[]> {
    const { collection, filterOfRows, rowOf } = rowShapes[kind]
    const documents = await this.vault.run((session) => this.vault.collection<StoredRow>(collection).find(filterOfRows(rows), { session }).toArray())
    const existing = documents.map(rowOf)
    const contents = new Map(existing.map(({ name, content }) => [name, content]))
    // A person has one number and is forgotten once: there the content, too, may stand under one name alone.
    const names = new Map(kind === 'forgotten' || kind === 'citizen-number' ? existing.map(({ name, content }) => [content, name]) : [])
    return rows.filter(({ name, content }) => {
      if (contents.get(name) === content) return false
      const isTaken = contents.has(name) && kind !== 'actor'
      if (isTaken || names.has(content)) throw new VaultRowDiffers(kind, name)
      return true
    })
  }

  private async importMissing(kind: VaultRowKind, rows: readonly VaultRow[]): Promise<void> {
    if (rows.length === 0) return
    if (kind === 'forgotten') return this.importForgettings(rows)
    if (kind === 'actor') return this.replaceActors(rows)
    const { collection, documentOf } = rowShapes[kind]
    const documents = rows.map(documentOf)
    const were = await this.vault.run((session) => insertMissing(this.vault.collection<StoredRow>(collection), documents, session))
    // By an attempt of ours whose answer was lost, or by somebody else.
    if (were > 0 && (await this.missing(kind, rows)).length > 0) throw new Error(`a ${kind} just stored is missing`)
  }

  private async importForgettings(rows: readonly VaultRow[]): Promise<void> {
    for (let from = 0; from < rows.length; from += forgottenTogether) {
      const some = rows.slice(from, from + forgottenTogether)
      await this.vault.transaction(async (session) => {
        await this.names.takeTurn(session)
        for (const { name, content } of some) await this.importForgetting({ key: content, sequence: Number(name) }, session)
      })
    }
  }

  private async importForgetting(forgetting: { readonly key: string; readonly sequence: number }, session: ClientSession): Promise<void> {
    const current = await this.vault.collection<KeyDocument>('keys').findOne({ _id: forgetting.key }, { session })
    const known = current?.forgotten
    if (known === undefined) return this.rows.destroy(forgetting, session)
    if (numberOf(known) !== forgetting.sequence) throw new VaultRowDiffers('forgotten', sequenceName(forgetting.sequence))
  }

  private async replaceActors(rows: readonly VaultRow[]): Promise<void> {
    for (const { name, content } of rows) await this.rows.putActorText(name, content)
  }
}
