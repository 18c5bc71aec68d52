import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openMongo, type MongoConnection } from '#platform'
import { ApiProcess } from './api-process.js'
import { Load } from './load.js'
import { expectProblem } from './problem-answer.js'
import { startReplicaSet, type ReplicaSet } from './servers/replica-set.js'
import { positionsOf } from './stopping.js'
import { WorkerProcess } from './worker-process.js'

const pollMs = 100

describe('an API and a worker whose MongoDB goes away under load', () => {
  let set: ReplicaSet
  let api: ApiProcess
  let worker: WorkerProcess
  let load: Load
  let token = ''
  let mongo: MongoConnection
  beforeAll(async () => {
    set = await startReplicaSet({ hasFailPoints: true })
    mongo = openMongo(set.uri)
    api = await ApiProcess.start({ MONGODB_URI: set.uri })
    worker = await WorkerProcess.start({ MONGODB_URI: set.uri })
    token = api.officerToken
    load = new Load(api, 32)
    await load.everyoneRecorded(3)
  }, 120_000)
  afterAll(async () => {
    await set.members[0]?.signal('SIGCONT')
    await api.stop()
    await worker.end()
    await mongo.close()
    await set.stop()
  }, 180_000)

  const untilHealth = async (status: 200 | 503): Promise<void> => {
    while ((await api.send('/health')).status !== status || (await worker.health()).status !== status) await setTimeout(pollMs)
  }
  const expectQueriesUnavailable = () => Promise.all(
    ['/households?q=trieu', '/projects?limit=1', '/boards/projects', '/recoveries', '/households/0b5f2a1c-0000-4000-8000-000000000000/history'].map(async (path) => {
      const answer = await api.send(path, { headers: { authorization: `Bearer ${token}` } })
      expectProblem(answer, 503, 'unavailable')
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }),
  )

  it.each([
    ['is frozen', async () => set.members[0]?.signal('SIGSTOP'), async () => set.members[0]?.signal('SIGCONT')],
    ['is killed', async () => set.members[0]?.signal('SIGKILL'), async () => set.members[0]?.start()],
  ])('tells everybody when it %s, and goes on by itself when it is back', async (_, takeAway, bringBack) => {
    await holdAnInsert(mongo)
    await takeAway()
    await untilHealth(503)
    await load.everyoneAnswered(2)
    await expectQueriesUnavailable()
    await bringBack()
    await load.everyoneRecorded(3)
    await untilHealth(200)
  }, 180_000)

  it('has stored every acknowledged command once, at its position, and nothing that it said it had not', async () => {
    await load.end()
    const positions = await positionsOf({ dataDir: '', mongodbUri: set.uri })
    expect(positions.size).toBe(load.recorded.size)
    for (const [commandId, position] of load.recorded) expect(positions.get(commandId)).toEqual([position])
    expect([...load.surelyNotStored].filter((commandId) => positions.has(commandId))).toEqual([])
    expect([...load.answers.keys()].sort()).toEqual(['outcome-unknown', 'recorded', 'unavailable'])
    const head = positions.size
    await worker.until(({ log, readModels }) => log.position === head && readModels.every(({ position }) => position === head))
  }, 180_000)
})

/** Returns when the server has an insert of commits that it will not answer before it goes away: of that one nobody can say what became of it. */
const holdAnInsert = async (mongo: MongoConnection): Promise<void> => {
  const admin = mongo.client.db('admin')
  const data = { failCommands: ['insert'], namespace: `${mongo.database('log').databaseName}.commits`, blockConnection: true, blockTimeMS: 60_000 }
  const { count } = await admin.command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data })
  await admin.command({ waitForFailPoint: 'failCommand', timesEntered: Number(count) + 1, maxTimeMS: 30_000 })
}
