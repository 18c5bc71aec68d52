import { Long, MongoServerError, type Collection, type Db } from 'mongodb'
import type { JsonObject } from '#event-log'
import { isOutOfReach, within } from '#platform'
import { DeliverySchemaMissing, DeliveryStoreUnavailable, type DeliveryRecord, type DeliveryStore } from '../delivery-store.js'

const collectionName = 'deliveries'
const usualTimeoutMs = 10_000

interface Row {
  /** Compared as a whole, so its fields always stand in this order. */
  readonly _id: { readonly kind: string; readonly id: string }
  readonly revision: Long | number
  readonly value: string
}

const validator = {
  $jsonSchema: {
    bsonType: 'object', required: ['_id', 'revision', 'value'], additionalProperties: false,
    properties: {
      _id: { bsonType: 'object', required: ['kind', 'id'], additionalProperties: false, properties: { kind: { bsonType: 'string' }, id: { bsonType: 'string' } } },
      revision: { bsonType: 'long' }, value: { bsonType: 'string' },
    },
  },
}

/** Makes the collection and its validator; may be repeated, and by several processes at once. */
export const migrateDeliveries = async (database: Db): Promise<void> => {
  try {
    await database.createCollection(collectionName, { validator })
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== namespaceExists) throw error
    await database.command({ collMod: collectionName, validator })
  }
}

const namespaceExists = 48
const duplicateKey = 11_000

export interface MongoDeliveryStoreOptions {
  /** Of a client that reads and writes at majority, as `openMongo` gives it; it stays open when the store is closed. */
  readonly database: Db
  /** No operation waits for the server longer than this. */
  readonly timeoutMs?: number
}

/** Records in a database that `migrateDeliveries` has prepared; throws `DeliverySchemaMissing` where it has not. */
export const openMongoDeliveryStore = async ({ database, timeoutMs = usualTimeoutMs }: MongoDeliveryStoreOptions): Promise<DeliveryStore> => {
  const records: Collection<Row> = database.collection(collectionName)
  const isPrepared = await answered(timeoutMs, () => database.listCollections({ name: collectionName }, { nameOnly: true }).hasNext())
  if (!isPrepared) throw new DeliverySchemaMissing(database.databaseName)
  return {
    get: (kind, id) => answered(timeoutMs, async () => {
      const row = await records.findOne({ _id: { kind, id } })
      return row === null ? undefined : recordOf(row)
    }),
    kinds: () => answered(timeoutMs, async () => ((await records.distinct('_id.kind')) as string[]).sort()),
    list: (kind) => answered(timeoutMs, async () => (await records.find({ '_id.kind': kind }).sort({ '_id.id': 1 }).toArray()).map(recordOf)),
    put: (kind, id, value, revision) => answered(timeoutMs, async () => {
      const row = { revision: Long.fromNumber(revision + 1), value: JSON.stringify(value) }
      const isStored = revision === 0 ? await insert(records, { _id: { kind, id }, ...row }) : (await records.updateOne({ _id: { kind, id }, revision: Long.fromNumber(revision) }, { $set: row })).matchedCount === 1
      return isStored ? revision + 1 : undefined
    }),
    remove: (kind, id, revision) => answered(timeoutMs, async () => (await records.deleteOne({ _id: { kind, id }, revision: Long.fromNumber(revision) })).deletedCount === 1),
    close: async () => undefined,
  }
}

const insert = async (records: Collection<Row>, row: Row): Promise<boolean> => {
  try {
    await records.insertOne(row)
    return true
  } catch (error) {
    if (error instanceof MongoServerError && error.code === duplicateKey) return false
    throw error
  }
}

const recordOf = ({ _id, revision, value }: Row): DeliveryRecord => ({ id: _id.id, revision: Number(revision), value: JSON.parse(value) as JsonObject })

/** Bounded, since a server that is frozen answers nothing. */
const answered = async <Result>(timeoutMs: number, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await within(timeoutMs, work)
  } catch (error) {
    throw isOutOfReach(error) ? new DeliveryStoreUnavailable(`the records of deliveries can't be reached: ${String(error)}`, { cause: error }) : error
  }
}
