import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readModels } from '#read-models'
import { ApiProcess } from './api-process.js'
import { openProgramme } from './commands-to-send.js'
import { newMongoUnderTest, type MongoUnderTest } from './servers/mongo-under-test.js'
import { WorkerProcess, type WorkerHealth } from './worker-process.js'

describe('an API and two workers over one MongoDB', () => {
  let database: MongoUnderTest
  let api: ApiProcess
  let workers: WorkerProcess[] = []
  beforeEach(async () => {
    database = newMongoUnderTest()
    // All at once over an empty database, as after a deployment: each prepares it.
    const variables = { MONGODB_URI: database.uri }
    ;[api, ...workers] = await Promise.all([ApiProcess.start(variables), WorkerProcess.start(variables), WorkerProcess.start(variables)])
  })
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')))
    await api.stop()
    await database.remove()
  })

  const record = async (): Promise<number> => {
    const answer = await api.post('open-programme', openProgramme())
    expect(answer.status).toBe(201)
    return Number(answer.body?.['position'])
  }
  const isAt = (position: number) => ({ readModels: models }: WorkerHealth): boolean => models.length === readModels.length && models.every((model) => model.position >= position)
  const apiHealth = async () => (await api.send('/health')).body as unknown as WorkerHealth
  const bodiesOf = (all: readonly WorkerProcess[]) => Promise.all(all.map(async (worker) => (await worker.health()).body))
  const leaderOf = async (): Promise<WorkerProcess> => {
    await Promise.race(workers.map((worker) => worker.until(({ isLeader }) => isLeader)))
    const bodies = await bodiesOf(workers)
    expect(bodies.filter(({ isLeader }) => isLeader)).toHaveLength(1)
    return workers[bodies.findIndex(({ isLeader }) => isLeader)] as WorkerProcess
  }

  it('has one worker project and the others stand by; the API does neither', async () => {
    const leader = await leaderOf()
    await leader.until(isAt(await record()))
    const { readModels: models, status } = await apiHealth()
    expect(status).toBe('ok')
    expect(models.map(({ isProjectedHere }) => isProjectedHere)).toEqual(models.map(() => false))
    for (const worker of workers) expect(worker.output.trim().split('\n')).toEqual([expect.stringMatching(/^Sinh Kế worker: MongoDB \S+, http:\/\/127\.0\.0\.1:\d+\/health$/)])
  })

  it.each(['SIGKILL', 'SIGTERM'] as const)('has another take over when the one that leads ends by %s, and go on', async (signal) => {
    const leader = await leaderOf()
    await leader.until(isAt(await record()))
    expect(await leader.end(signal)).toBe(signal === 'SIGTERM' ? 0 : null)
    const position = await record()
    workers = workers.filter((worker) => worker !== leader)
    const [other] = workers
    const health = await other?.until((each) => each.isLeader && each.directory.feedsDirectory && isAt(position)(each))
    expect(health).toMatchObject({ status: 'ok', log: { position }, directory: { feedsDirectory: true } })
  })
})
