import { randomUUID } from 'node:crypto'
import { Long, type Binary, type CollectionInfo, type Db } from 'mongodb'
import { ConfigurationError, duplicateKey, isServerError, makeCollection } from '#platform'
import { uuidOf } from './commit-document.js'

const schemaVersion = 1
const commits = 'commits'

/** What is known of the log beside its commits; one document. */
export interface LogMeta {
  readonly _id: 'log'
  readonly schemaVersion: number
  readonly incarnation: string
  /** The UUID that MongoDB gave the collection of this incarnation's commits: one that was restored has another. */
  readonly collection: string
}

/** Whose turn it is to write, and who comes next. Each change is the next document, so that of several who change it one does. */
export interface TurnDocument {
  readonly _id: Long
  /** Grows when the turn goes to another, not when one more waits for it. */
  readonly turn: Long
  /** Null when nobody has it. */
  readonly holder: string | null
  readonly waiting: readonly string[]
  /** Where the log is to end when what was sent before this turn is stored. */
  readonly expected: Long
}

/** Nothing depends on them, so they need neither the majority nor a journal. */
export const turnsOf = (database: Db) =>
  database.collection<TurnDocument>('turns', { writeConcern: { w: 1, journal: false }, readConcern: { level: 'local' } })

export const metaOf = (database: Db) => database.collection<LogMeta>('meta')

/** Makes what the log needs, or what it lacks of it; may be repeated, and run by several at once. */
export async function migrateEventLog(database: Db): Promise<void> {
  await createCommits(database)
  await createTurns(database)
  await database.command({ collMod: commits, validator })
  await database.collection(commits).createIndexes([
    { key: { eventIds: 1 }, name: 'eventIds', unique: true },
    { key: { tags: 1, _id: 1 }, name: 'tags' },
  ])
  const collection = await getCollectionId(database)
  try {
    await metaOf(database).updateOne({ _id: 'log' }, { $set: { schemaVersion }, $setOnInsert: { incarnation: randomUUID(), collection } }, { upsert: true })
  } catch (error) {
    // Of several that come first one inserts it.
    if (!isServerError(error, duplicateKey)) throw error
  }
}

/** Throws unless the database was migrated by this version. A log whose commits were restored becomes a new incarnation. */
export async function checkSchema(database: Db, signal: AbortSignal): Promise<void> {
  const meta = await metaOf(database).findOne({ _id: 'log' }, { signal })
  if (meta?.schemaVersion !== schemaVersion) throw notMigrated(database, meta?.schemaVersion)
  const collection = await getCollectionId(database, signal)
  if (meta.collection === collection) return
  await metaOf(database).updateOne({ _id: 'log', collection: meta.collection }, { $set: { incarnation: randomUUID(), collection } })
}

/** A commit's own place is its key: so the collection is kept in that order, and has no index of its own on it. */
async function createCommits(database: Db): Promise<void> {
  await makeCollection(database, commits, { clusteredIndex: { key: { _id: 1 }, unique: true, name: 'position' } })
  const found = await findCollection(database)
  if (found?.options?.clusteredIndex === undefined) throw new Error(`the collection ${database.databaseName}.${commits} is there, but not clustered`)
}

/** Capped, since only there a cursor waits on the server for what comes next. */
async function createTurns(database: Db): Promise<void> {
  await makeCollection(database, 'turns', { capped: true, size: 1_048_576 })
  if ((await turnsOf(database).findOne()) !== null) return
  try {
    await turnsOf(database).insertOne({ _id: Long.fromNumber(0), turn: Long.fromNumber(0), holder: null, waiting: [], expected: Long.fromNumber(0) })
  } catch (error) {
    if (!isServerError(error, duplicateKey)) throw error
  }
}

async function getCollectionId(database: Db, signal?: AbortSignal): Promise<string> {
  const found = await findCollection(database, signal)
  const id: Binary | undefined = found?.info?.uuid
  if (id === undefined) throw notMigrated(database, undefined)
  return uuidOf(id)
}

const findCollection = async (database: Db, signal?: AbortSignal): Promise<CollectionInfo | undefined> =>
  (await database.listCollections<CollectionInfo>({ name: commits }, { signal }).toArray())[0]

/** The other fields are those of a commit, or `movedTo`. */
const validator = {
  $jsonSchema: {
    required: ['_id', 'last', 'recordedAt'],
    properties: {
      _id: { bsonType: 'long' },
      last: { bsonType: 'long' },
      recordedAt: { bsonType: 'date' },
      events: { bsonType: 'array', minItems: 1 },
    },
    oneOf: [{ required: ['fingerprint', 'eventIds', 'tags', 'events'] }, { required: ['movedTo'] }],
  },
}

const notMigrated = ({ databaseName }: Db, found: number | undefined): ConfigurationError => {
  const version = found ?? '–'
  return new ConfigurationError({
    vi: `cơ sở dữ liệu ${databaseName} chưa được chuẩn bị (phiên bản ${version}, cần ${schemaVersion}): chạy sinhke migrate`,
    en: `the database ${databaseName} is not prepared (version ${version}, needs ${schemaVersion}): run sinhke migrate`,
  })
}
