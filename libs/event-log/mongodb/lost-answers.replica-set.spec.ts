import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import type { Document } from 'mongodb'
import { openMongo, type MongoConnection } from '#platform'
import { newMongoUnderTest } from '../../../test/servers/mongo-under-test.js'
import { startReplicaSet, type ReplicaSet } from '../../../test/servers/replica-set.js'
import type { SwallowingProxy } from '../../../test/servers/swallowing-proxy.js'
import { eventsOf, positionsOf, toyCommit, upTo } from '../contract/toy-commit.js'
import { LogUnavailable, OutcomeUnknown } from '../errors.js'
import type { EventLog } from '../event-log.js'
import type { MovableLog } from '../movable-log.js'
import { migrateEventLog, openMongoEventLog } from './index.js'

const application = 'writer-under-test'

describe('a log whose server goes wrong', () => {
  let set: ReplicaSet
  let proxy: SwallowingProxy
  let [mongo, other]: MongoConnection[] = []
  let [log, reader]: MovableLog[] = []
  let failures = 0

  beforeAll(async () => {
    set = await startReplicaSet({ isProxied: true, hasFailPoints: true })
    proxy = set.members[0]?.proxy as SwallowingProxy
  }, 120_000)
  afterAll(() => set.stop())

  beforeEach(async () => {
    const { uri } = newMongoUnderTest(set.uri)
    ;[mongo, other] = [openMongo(uri, { appName: application }), openMongo(uri)]
    await migrateEventLog(other.database('log'))
    ;[log, reader] = [await openMongoEventLog({ database: mongo.database('log') }), await openMongoEventLog({ database: other.database('log') })]
  })
  afterEach(async () => {
    proxy.letAnswersPassTo(application, { deafOnes: 'cut' })
    await log?.close()
    await reader?.close()
    await mongo?.close()
    await other?.close()
  })

  it('finds out what became of a commit whose answer was lost, and answers as if it had not been', async () => {
    const [before, lost] = [toyCommit([['a']]), [toyCommit([['a'], ['b']]), toyCommit([['c']])]]
    await theLog().append(before)
    const swallowed = proxy.swallowedAnswers
    proxy.swallowAnswersTo(application)
    const appending = Promise.all(lost.map((commit) => theLog().append(commit)))
    // Stored, as others see, and nobody told the writer.
    while (proxy.swallowedAnswers === swallowed || (await theReader().head()) < 4) await wait(10)
    proxy.letAnswersPassTo(application, { deafOnes: 'cut' })
    expect(await appending).toMatchObject([{ firstPosition: 2, lastPosition: 3, repeated: false }, { firstPosition: 4, repeated: false }])
    expect(await positionsOf(theReader())).toEqual([1, 2, 3, 4])
  }, 60_000)

  it('says that the outcome is unknown where it can’t find out, and gives the first outcome to whoever repeats it', async () => {
    const impatient = await openMongoEventLog({ database: theMongo().database('log'), appendTimeoutMs: 1_000 })
    await impatient.append(toyCommit([['a']]))
    const commit = toyCommit([['a'], ['b']])
    proxy.swallowAnswersTo(application)
    await expect(impatient.append(commit)).rejects.toThrow(OutcomeUnknown)
    const [, first] = await eventsOf(theReader())
    proxy.letAnswersPassTo(application, { deafOnes: 'kept' })
    const outcome = { firstPosition: 2, lastPosition: 3, recordedAt: first?.recordedAt, repeated: true }
    expect(await theReader().append(commit)).toMatchObject(outcome)
    expect(await theLog().append(commit)).toMatchObject(outcome)
    expect(await theReader().head()).toBe(3)
    await impatient.close()
  }, 60_000)

  it.each<[string, Document]>([
    ['the majority did not answer in time', { writeConcernError: { code: 64, codeName: 'WriteConcernFailed', errmsg: 'waiting for replication timed out' } }],
    ['the primary stepped down behind the write', { writeConcernError: { code: 11_602, codeName: 'InterruptedDueToReplStateChange', errmsg: 'operation was interrupted' } }],
    ['the connection broke before the write', { closeConnection: true }],
    ['the server was no primary any more', { errorCode: 10_107 }],
    ['the primary stepped down in the midst of it', { errorCode: 11_602 }],
    ['the server shut down', { errorCode: 91 }],
  ])('stores a batch once and in order when %s', async (_, data) => {
    await theLog().append(toyCommit([['a']]))
    await failInserts(2, data)
    const commits = upTo(5).map(() => toyCommit([['a'], ['b']]))
    const conditional = toyCommit([['c']], { condition: { tags: ['c'], after: 0 } })
    const outcomes = await Promise.all([...commits, conditional].map((commit) => theLog().append(commit)))
    expect(await stopFailing()).toBeGreaterThan(0)
    expect(outcomes.map(({ firstPosition, repeated }) => [firstPosition, repeated])).toEqual([[2, false], [4, false], [6, false], [8, false], [10, false], [12, false]])
    expect(await positionsOf(theReader())).toEqual(upTo(12))
    expect(await theReader().verify()).toMatchObject({ findingCount: 0 })
  }, 60_000)

  it('answers what is new and what was stored before rightly when a batch holds both and the majority did not answer', async () => {
    const known = toyCommit([['a'], ['a']])
    const first = await theReader().append(known)
    await theLog().append(toyCommit([['b']]))
    await failInserts(1, { writeConcernError: { code: 64, codeName: 'WriteConcernFailed', errmsg: 'waiting for replication timed out' } })
    const [one, two, three] = await Promise.all([toyCommit([['c']]), known, toyCommit([['c']])].map((commit) => theLog().append(commit)))
    expect(await stopFailing()).toBe(1)
    expect(two).toEqual({ ...first, repeated: true })
    expect([one, three]).toMatchObject([{ firstPosition: 4, repeated: false }, { firstPosition: 5, repeated: false }])
    expect(await theReader().head()).toBe(5)
  }, 60_000)

  it('says that nothing is stored when every server refuses to write', async () => {
    const impatient = await openMongoEventLog({ database: theMongo().database('log'), appendTimeoutMs: 1_000 })
    await impatient.append(toyCommit([['a']]))
    await failInserts('alwaysOn', { errorCode: 10_107 })
    await expect(impatient.append(toyCommit([['a']]))).rejects.toThrow(LogUnavailable)
    expect(await stopFailing()).toBeGreaterThan(1)
    expect(await theReader().head()).toBe(1)
    await impatient.close()
  }, 60_000)

  it('follows what others append although no change stream can be opened', async () => {
    await admin({ configureFailPoint: 'failCommand', mode: 'alwaysOn', data: { failCommands: ['aggregate'], errorCode: 8_000, appName: application } })
    const seen = followUntil(theLog(), 6)
    for (const _ of upTo(3)) {
      await theReader().append(toyCommit([['a'], ['b']]))
      await wait(100)
    }
    expect(await seen).toEqual(upTo(6))
    expect(await stopFailing()).toBeGreaterThan(0)
  }, 60_000)

  it('says that it is unavailable while the server is gone, and goes on with everything when it is back', async () => {
    const impatient = await openMongoEventLog({ database: theMongo().database('log'), appendTimeoutMs: 1_000 })
    await impatient.append(toyCommit([['a']]))
    const seen = followUntil(theReader(), 2)
    await set.members[0]?.signal('SIGKILL')
    // The first may find a connection broken under way, and can't know whether the server had read it.
    await expect(impatient.append(toyCommit([['a']]))).rejects.toThrow()
    await expect(impatient.append(toyCommit([['b']]))).rejects.toThrow(LogUnavailable)
    await expect(impatient.head()).rejects.toThrow(LogUnavailable)
    await set.members[0]?.start()
    failures = 0
    await set.primary()
    expect(await theLog().append(toyCommit([['c']]))).toMatchObject({ firstPosition: 2 })
    expect(await seen).toEqual([1, 2])
    await impatient.close()
  }, 120_000)

  const theLog = (): MovableLog => log as MovableLog
  const theReader = (): MovableLog => reader as MovableLog
  const theMongo = (): MongoConnection => mongo as MongoConnection
  const admin = (command: Document): Promise<Document> => (other as MongoConnection).client.db('admin').command(command)

  /** The next inserts of commits by the writer under test go wrong in this way. */
  const failInserts = (times: number | 'alwaysOn', data: Document): Promise<Document> =>
    admin({
      configureFailPoint: 'failCommand', mode: times === 'alwaysOn' ? times : { times },
      data: { failCommands: ['insert'], namespace: `${theMongo().database('log').databaseName}.commits`, appName: application, ...data },
    })

  /** How often it went wrong since the last time that this was asked: the server counts all. */
  const stopFailing = async (): Promise<number> => {
    const count = Number((await admin({ configureFailPoint: 'failCommand', mode: 'off' })).count)
    const since = count - failures
    failures = count
    return since
  }
})

async function followUntil(log: EventLog, last: number): Promise<number[]> {
  const ending = new AbortController()
  const positions: number[] = []
  for await (const batch of log.follow(0, ending.signal)) {
    positions.push(...batch.map(({ position }) => position))
    if (positions.includes(last)) ending.abort()
  }
  return positions
}
