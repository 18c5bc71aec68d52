import { randomUUID } from 'node:crypto'
import { Long } from 'mongodb'
import type { RecordedEvent } from '#event-log'
import { migrateEventLog, openMongoEventLog } from '#event-log/mongodb/index'
import { openMongo, type MongoConnection } from '#platform'
import { ProjectionEngine } from '../engine.js'
import { householdHistoryModel } from '../household-history/household-history.js'
import type { FactsDocument } from '../facts/facts.js'
import { migrateViews, openMongoViewStore } from '../mongodb/mongo-view-store.js'
import { drawn, handoverOf, perSecond } from './fold.js'

const appendedAtOnce = 1_000
const documentsAWrite = 1_000

/** Fills a log on MongoDB with handovers of money as commands record them: a commit each. */
export const prepareMongoFoldLog = async (uri: string, { events, households }: { readonly events: number; readonly households: number }): Promise<void> => {
  const mongo = openMongo(uri)
  await migrateEventLog(mongo.database('log'))
  const log = await openMongoEventLog({ database: mongo.database('log') })
  const householdIds = Array.from({ length: households }, () => randomUUID())
  const projectIds = Array.from({ length: Math.ceil(households / 20) }, () => randomUUID())
  const appendOne = () => {
    const commandId = randomUUID()
    return log.append({ commandId, fingerprint: commandId, events: [handoverOf(drawn(projectIds), drawn(householdIds))], actor: { id: randomUUID(), role: 'officer' }, entrySource: 'import', correlationId: commandId })
  }
  try {
    for (let left = events; left > 0; left -= appendedAtOnce) await Promise.all(Array.from({ length: Math.min(left, appendedAtOnce) }, appendOne))
  } finally {
    await log.close()
    await mongo.close()
  }
}

/** The engine, as it runs, from nothing to the head; events a second. */
export const foldWithEngineOnMongo = (uri: string): Promise<number> =>
  withMongo(uri, async (mongo) => {
    const database = mongo.database('views')
    await database.dropDatabase()
    await migrateViews(database)
    const log = await openMongoEventLog({ database: mongo.database('log') })
    const store = await openMongoViewStore({ database })
    try {
      const head = await log.head()
      const started = performance.now()
      await new ProjectionEngine({ log, store, models: [householdHistoryModel] }).catchUp()
      return perSecond(head, started)
    } finally {
      await store.close()
      await log.close()
    }
  })

/** A plain loop with the same fold: the driver's own cursor over the commits, parsed, folded in memory, each document written once. */
export const foldWithPlainLoopOnMongo = (uri: string): Promise<number> =>
  withMongo(uri, async (mongo) => {
    const views = mongo.database('views')
    await views.dropDatabase()
    const written = views.collection<{ _id: string; position: Long; json: string }>('documents')
    const commits = mongo.database('log').collection<{ _id: Long; events?: readonly string[] }>('commits')
    const started = performance.now()
    const documents = new Map<string, FactsDocument>()
    let position = 0
    for await (const { events = [] } of commits.find({}, { sort: { _id: 1 }, projection: { events: 1 } })) {
      for (const json of events) {
        const event = JSON.parse(json) as RecordedEvent
        for (const key of householdHistoryModel.keysOf(event)) documents.set(key, householdHistoryModel.fold(documents.get(key), event, key))
        position = event.position
      }
    }
    const keys = [...documents.keys()]
    for (let index = 0; index < keys.length; index += documentsAWrite) {
      await written.insertMany(keys.slice(index, index + documentsAWrite).map((key) => ({ _id: key, position: Long.fromNumber(position), json: JSON.stringify(documents.get(key)) })), { ordered: false })
    }
    return perSecond(position, started)
  })

const withMongo = async <Result>(uri: string, work: (mongo: MongoConnection) => Promise<Result>): Promise<Result> => {
  const mongo = openMongo(uri)
  try {
    return await work(mongo)
  } finally {
    await mongo.close()
  }
}
