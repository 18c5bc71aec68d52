import { Long } from 'mongodb'
import { migrateEventLog, openMongoEventLog } from '#event-log/mongodb/index'
import { openMongo, type MongoConnection } from '#platform'
import { migrateViews, openMongoViewStore } from '../mongodb/mongo-view-store.js'
import { PlainFold, catchUpBySecond, perSecond } from './both-ways.js'
import { handoversTo, importCommit } from './handovers.js'

const appendedAtOnce = 1_000
const documentsAWrite = 1_000

/** Fills a log on MongoDB with handovers of money as commands record them: a commit each. */
export const prepareMongoFoldLog = (uri: string, { events, households }: { readonly events: number; readonly households: number }): Promise<void> =>
  withMongo(uri, async (mongo) => {
    await migrateEventLog(mongo.database('log'))
    const log = await openMongoEventLog({ database: mongo.database('log') })
    const handover = handoversTo(households)
    const appendOne = () => log.append(importCommit([handover()]))
    try {
      for (let left = events; left > 0; left -= appendedAtOnce) await Promise.all(Array.from({ length: Math.min(left, appendedAtOnce) }, appendOne))
    } finally {
      await log.close()
    }
  })

export const foldWithEngineOnMongo = (uri: string): Promise<number> =>
  withMongo(uri, async (mongo) => {
    const database = mongo.database('views')
    await database.dropDatabase()
    await migrateViews(database)
    return catchUpBySecond(await openMongoEventLog({ database: mongo.database('log') }), await openMongoViewStore({ database }))
  })

/** A plain loop with the same fold: the driver's own cursor over the commits, parsed, folded in memory, each document written once. */
export const foldWithPlainLoopOnMongo = (uri: string): Promise<number> =>
  withMongo(uri, async (mongo) => {
    const views = mongo.database('views')
    await views.dropDatabase()
    const written = views.collection<{ _id: string; position: Long; json: string }>('documents')
    const commits = mongo.database('log').collection<{ _id: Long; events?: readonly string[] }>('commits')
    const started = performance.now()
    const fold = new PlainFold()
    for await (const { events = [] } of commits.find({}, { sort: { _id: 1 }, projection: { events: 1 } })) {
      for (const json of events) fold.take(json)
    }
    const position = Long.fromNumber(fold.position)
    const documents = [...fold.documents]
    for (let index = 0; index < documents.length; index += documentsAWrite) {
      await written.insertMany(documents.slice(index, index + documentsAWrite).map(([key, document]) => ({ _id: key, position, json: JSON.stringify(document) })), { ordered: false })
    }
    return perSecond(fold.position, started)
  })

const withMongo = async <Result>(uri: string, work: (mongo: MongoConnection) => Promise<Result>): Promise<Result> => {
  const mongo = openMongo(uri)
  try {
    return await work(mongo)
  } finally {
    await mongo.close()
  }
}
