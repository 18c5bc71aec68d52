import type { Db, Document } from 'mongodb'
import { makeCollection } from '#platform'
import { long, viewCollections } from './view-collections.js'

/** Raised when the collections change: views can be built again, so those of another layout are emptied. */
const layout = 1

/** The database has not been prepared for views, or for those of another release. */
export class ViewsSchemaMissing extends Error {
  override readonly name = 'ViewsSchemaMissing'
  constructor(database: string) {
    super(`${database} has no views of this release; run: sinhke migrate`)
  }
}

const int64 = { bsonType: 'long' }
const text = { bsonType: 'string' }

const validators: Readonly<Record<string, Document>> = {
  builds: {
    bsonType: 'object', required: ['_id', 'model', 'version', 'state', 'position', 'fence'],
    properties: { _id: int64, model: text, version: { bsonType: 'number' }, state: { enum: ['filling', 'live', 'retired'] }, position: int64, fence: int64 },
  },
  documents: {
    bsonType: 'object', required: ['_id', 'position', 'fence'],
    properties: {
      _id: { bsonType: 'object', required: ['build', 'key'], properties: { build: int64, key: text } },
      position: int64, fence: int64, json: text, parkedSince: int64, parkedError: text,
    },
  },
  rebuild_requests: { bsonType: 'object', required: ['_id', 'afterBuild'], properties: { _id: text, afterBuild: int64, position: int64, failure: text } },
  leases: { bsonType: 'object', required: ['_id', 'holder', 'fence', 'until'], properties: { _id: text, holder: text, fence: int64, until: { bsonType: 'date' } } },
  settings: { bsonType: 'object', required: ['_id'], properties: { _id: { enum: ['schema', 'builds', 'log'] } } },
}

/** Makes collections, indexes and validators where they are missing; may be repeated, also by several processes at once. */
export const migrateViews = async (database: Db): Promise<void> => {
  const { builds, documents, settings } = viewCollections(database)
  const before = await layoutOf(database)
  if (before !== undefined && before !== layout) for (const name of ['builds', 'documents', 'rebuild_requests']) await database.dropCollection(name)
  for (const [name, $jsonSchema] of Object.entries(validators)) await makeCollection(database, name, { validator: { $jsonSchema } })
  await builds.createIndex({ model: 1 }, { name: 'live_builds', unique: true, partialFilterExpression: { state: 'live' } }, {})
  await documents.createIndex({ '_id.build': 1, '_id.key': 1 }, { name: 'parked_documents', partialFilterExpression: { parkedSince: { $exists: true } } }, {})
  // Ids and fences only ever rise, so what they count from outlives a change of the layout.
  await settings.updateOne({ _id: 'builds' }, { $setOnInsert: { lastBuild: long(0) } }, { upsert: true })
  await settings.updateOne({ _id: 'schema' }, { $set: { version: layout } }, { upsert: true })
}

/** Throws `ViewsSchemaMissing`. */
export const requireViewsSchema = async (database: Db): Promise<void> => {
  if (await layoutOf(database) !== layout) throw new ViewsSchemaMissing(database.databaseName)
}

const layoutOf = async (database: Db): Promise<number | undefined> => (await viewCollections(database).settings.findOne({ _id: 'schema' }))?.version
