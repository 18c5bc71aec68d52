import { Long } from 'mongodb'
import type { Db, Document, IndexDescription } from 'mongodb'
import { makeCollection } from '#platform'
import { VaultSchemaMissing } from '../errors.js'
import { schemaId, searchStateId } from './collections.js'
import type { SchemaDocument, SearchStateDocument } from './collections.js'
import { VaultDatabase } from './vault-database.js'

const version = 1

interface CollectionPlan {
  readonly name: string
  /** Every field that there may be beside `_id`, with its type; `?` where it may be absent. */
  readonly fields: Readonly<Record<string, string>>
  readonly exactlyOneOf?: readonly string[]
  readonly indexes?: readonly IndexDescription[]
}

const plans: readonly CollectionPlan[] = [
  { name: 'keys', fields: { bytes: 'binData?', forgotten: 'long?' }, exactlyOneOf: ['bytes', 'forgotten'], indexes: [{ key: { forgotten: 1 }, unique: true, sparse: true }] },
  { name: 'citizen_numbers', fields: { personId: 'string' }, indexes: [{ key: { personId: 1 }, unique: true }] },
  { name: 'secrets', fields: { bytes: 'binData' } },
  { name: 'actors', fields: { document: 'string' } },
  { name: 'logs', fields: {} },
  {
    name: 'search_households',
    fields: { place: 'string', terms: 'array', names: 'array', village: 'string', unit: 'string', entry: 'string', position: 'long' },
    indexes: [{ key: { terms: 1, place: 1 } }, { key: { place: 1 }, unique: true }],
  },
  { name: 'search_terms', fields: { households: 'long' } },
  { name: 'search_state', fields: { checkpoint: 'long', incarnation: 'string?', turn: 'long' } },
  { name: 'schema', fields: { version: 'long' } },
]

/** Makes the vault's collections, indexes and validators in a database; may be repeated, and by several processes at once. */
export const migrateVault = async (database: Db): Promise<void> => {
  await refuseNewer(database)
  for (const plan of plans) await lay(database, plan)
  const vault = new VaultDatabase(database)
  const state = { $setOnInsert: { checkpoint: Long.ZERO, turn: Long.ZERO } }
  await vault.run((session) => vault.collection<SearchStateDocument>('search_state').updateOne({ _id: searchStateId }, state, { upsert: true, session }))
  const schema = { $set: { version: Long.fromNumber(version) } }
  await vault.run((session) => vault.collection<SchemaDocument>('schema').updateOne({ _id: schemaId }, schema, { upsert: true, session }))
}

/** Throws `VaultSchemaMissing` unless the database is laid out for this release. */
export const checkVaultSchema = async (database: Db): Promise<void> => {
  const found = await readVersion(database)
  if (found !== version) throw new VaultSchemaMissing(database.databaseName, found, version)
}

const refuseNewer = async (database: Db): Promise<void> => {
  const found = await readVersion(database)
  if (found !== undefined && found > version) throw new VaultSchemaMissing(database.databaseName, found, version)
}

const readVersion = async (database: Db): Promise<number | undefined> => {
  const vault = new VaultDatabase(database)
  const schema = await vault.run((session) => vault.collection<SchemaDocument>('schema').findOne({ _id: schemaId }, { session }))
  return schema ? Number(schema.version) : undefined
}

const lay = async (database: Db, { name, indexes = [], ...fields }: CollectionPlan): Promise<void> => {
  await makeCollection(database, name, { validator: validatorOf(fields) })
  if (indexes.length > 0) await database.collection(name).createIndexes([...indexes])
}

const validatorOf = ({ fields, exactlyOneOf = [] }: Pick<CollectionPlan, 'fields' | 'exactlyOneOf'>): Document => {
  const all = Object.entries(fields)
  return {
    $jsonSchema: {
      bsonType: 'object',
      required: ['_id', ...all.filter(([, type]) => !type.endsWith('?')).map(([field]) => field)],
      properties: { _id: { bsonType: 'string' }, ...Object.fromEntries(all.map(([field, type]) => [field, { bsonType: type.replace('?', '') }])) },
      additionalProperties: false,
      ...(exactlyOneOf.length > 0 && { oneOf: exactlyOneOf.map((field) => ({ required: [field] })) }),
    },
  }
}
