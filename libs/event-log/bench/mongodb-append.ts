import { Long, type Collection } from 'mongodb'
import { openMongo } from '#platform'
import { newMongoUnderTest } from '../../../test/servers/mongo-under-test.js'
import type { EventLog } from '../event-log.js'
import { binaryOf, type CommitDocument } from '../mongodb/commit-document.js'
import { openMongoEventLog } from '../mongodb/mongo-event-log.js'
import { migrateEventLog } from '../mongodb/schema.js'
import { commitOf } from './append.js'
import { Deciding } from './deciding.js'

/** Commits through the log by so many callers in this process, each waiting for its own; commits per second. */
export const appendThroughMongoLog = (server: string, callers: number, count: number): Promise<number> =>
  withLog(server, async (log) => {
    const deciding = new Deciding(log)
    const started = performance.now()
    await callInTurn(callers, count, () => deciding.append())
    return perSecond(count, started)
  })

/** The time of one commit after another, by nobody else, in microseconds; the median. */
export const appendAlone = (server: string, count: number): Promise<number> =>
  withLog(server, async (log) => {
    const deciding = new Deciding(log)
    return medianMicroseconds(count, () => deciding.append())
  })

/** The same documents under the same indexes by plain `insertOne`; documents per second. */
export const insertOneByOne = (server: string, callers: number, count: number): Promise<number> =>
  withCollection(server, async (collection) => {
    const started = performance.now()
    await callInTurn(callers, count, (index) => collection.insertOne(documentAt(index)))
    return perSecond(count, started)
  })

/** The time of one plain `insertOne` after another, in microseconds; the median. */
export const insertAlone = (server: string, count: number): Promise<number> =>
  withCollection(server, (collection) => medianMicroseconds(count, (index) => collection.insertOne(documentAt(index))))

/** The same documents by ordered `insertMany`, so many at a time; documents per second. */
export const insertMany = (server: string, atOnce: number, count: number): Promise<number> =>
  withCollection(server, async (collection) => {
    const started = performance.now()
    for (let first = 0; first < count; first += atOnce) {
      await collection.insertMany(Array.from({ length: atOnce }, (_, index) => documentAt(first + index)), { ordered: true })
    }
    return perSecond(count, started)
  })

/** So many callers call one after another, until `count` calls are done. */
async function callInTurn(callers: number, count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const call = async () => {
    while (next < count) {
      const index = next
      next += 1
      await work(index)
    }
  }
  await Promise.all(Array.from({ length: callers }, call))
}

/** A database of its own, migrated, and dropped afterwards. */
export async function withDatabases<Result>(server: string, work: (uri: string) => Promise<Result>): Promise<Result> {
  const place = newMongoUnderTest(server)
  const mongo = openMongo(place.uri)
  try {
    await migrateEventLog(mongo.database('log'))
    return await work(place.uri)
  } finally {
    await mongo.close()
    await place.remove()
  }
}

const withLog = (server: string, work: (log: EventLog) => Promise<number>): Promise<number> =>
  withDatabases(server, async (uri) => {
    const mongo = openMongo(uri)
    const log = await openMongoEventLog({ database: mongo.database('log') })
    try {
      return await work(log)
    } finally {
      await log.close()
      await mongo.close()
    }
  })

const withCollection = (server: string, work: (collection: Collection<CommitDocument>) => Promise<number>): Promise<number> =>
  withDatabases(server, async (uri) => {
    const mongo = openMongo(uri)
    try {
      return await work(mongo.database('log').collection<CommitDocument>('commits'))
    } finally {
      await mongo.close()
    }
  })

/** Made as plainly as can be. */
function documentAt(index: number): CommitDocument {
  const { commandId, fingerprint, events: [event], condition: _condition, ...metadata } = commitOf(index)
  const position = index + 1
  const recordedAt = new Date()
  const json = JSON.stringify({ ...metadata, ...event, commandId, eventId: commandId, position, recordedAt })
  return { _id: Long.fromNumber(position), last: Long.fromNumber(position), recordedAt, fingerprint, eventIds: [binaryOf(commandId)], tags: event?.tags ?? [], events: [json] }
}

const perSecond = (count: number, started: number): number => (count * 1_000) / (performance.now() - started)

const warmUps = 50

async function medianMicroseconds(count: number, work: (index: number) => Promise<unknown>): Promise<number> {
  const tookMs: number[] = []
  for (let index = 0; index < warmUps + count; index += 1) {
    const started = performance.now()
    await work(index)
    if (index >= warmUps) tookMs.push(performance.now() - started)
  }
  return (tookMs.sort((one, other) => one - other)[Math.floor(count / 2)] ?? NaN) * 1_000
}
