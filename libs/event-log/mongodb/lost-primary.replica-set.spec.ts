import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Long, MongoClient } from 'mongodb'
import { openMongo, type MongoConnection } from '#platform'
import { newMongoUnderTest } from '../../../test/servers/mongo-under-test.js'
import { startReplicaSet, type Member, type ReplicaSet } from '../../../test/servers/replica-set.js'
import { eventsOf, toyCommit } from '../contract/toy-commit.js'
import { OutcomeUnknown } from '../errors.js'
import type { Appended, Commit, EventLog } from '../event-log.js'
import type { RecordedEvent } from '../event.js'
import { migrateEventLog, openMongoEventLog } from './index.js'

describe('a log whose primary loses the majority', () => {
  let set: ReplicaSet
  let mongo: MongoConnection
  beforeAll(async () => {
    set = await startReplicaSet({ members: 3, electionTimeoutMs: 2_000 })
    mongo = openMongo(newMongoUnderTest(set.uri).uri)
  }, 120_000)
  afterAll(async () => {
    await mongo.close()
    await set.stop()
  })

  it('neither acknowledges nor shows what the majority never had, and gives its place to another', async () => {
    const database = mongo.database('log')
    await migrateEventLog(database)
    const log = await openMongoEventLog({ database, appendTimeoutMs: 1_000 })
    const first = toyCommit([['first']])
    await log.append(first)
    const ending = new AbortController()
    const seen: RecordedEvent[] = []
    const following = (async () => {
      for await (const batch of log.follow(0, ending.signal)) {
        seen.push(...batch)
        if (seen.length >= 3) ending.abort()
      }
    })()

    const primary = await set.primary()
    const others = set.members.filter((member) => member !== primary)
    await Promise.all(others.map((member) => member.signal('SIGKILL')))
    const lost = toyCommit([['lost']])
    await expect(log.append(lost)).rejects.toThrow(OutcomeUnknown)
    // The test bites: the primary alone has written it, and a local read would show it.
    const place = { databaseName: database.databaseName, position: 2 }
    expect(await countAt(primary, place, 'local')).toBe(1)
    expect(await countAt(primary, place, 'majority')).toBe(0)

    await primary.signal('SIGKILL')
    await Promise.all(others.map((member) => member.start()))
    await set.primary()
    const another = toyCommit([['another']])
    expect(await untilStored(log, another)).toMatchObject({ firstPosition: 2 })
    await primary.start()
    await set.untilWhole()
    expect(await untilStored(log, lost)).toMatchObject({ firstPosition: 3, repeated: false })
    await following
    expect(seen.map(({ position, commandId }) => [position, commandId])).toEqual([[1, first.commandId], [2, another.commandId], [3, lost.commandId]])
    expect(await eventsOf(log)).toEqual(seen)
    await log.close()
  }, 180_000)
})

async function countAt({ port }: Member, { databaseName, position }: { databaseName: string; position: number }, level: 'local' | 'majority'): Promise<number> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true&readPreference=secondaryPreferred`)
  try {
    return await client.db(databaseName).collection('commits', { readConcern: { level } }).countDocuments({ _id: Long.fromNumber(position) as never })
  } finally {
    await client.close()
  }
}

/** Repeats it, as callers are told to, until there is an outcome. */
async function untilStored(log: EventLog, commit: Commit): Promise<Appended> {
  for (;;) {
    try {
      return await log.append(commit)
    } catch (error) {
      if (!(error instanceof Error) || !['LogUnavailable', 'OutcomeUnknown'].includes(error.name)) throw error
    }
  }
}
