import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import { until } from '../libs/subscriptions/testing/feed-server.js'
import { ReceiverServer } from '../libs/subscriptions/webhooks/testing/receiver-server.js'
import { ApiProcess } from './api-process.js'
import { openProgramme } from './commands-to-send.js'
import { newMongoUnderTest, type MongoUnderTest } from './servers/mongo-under-test.js'
import { WorkerProcess, type WorkerHealth } from './worker-process.js'

type Delivering = WorkerHealth & { readonly webhooks: { readonly isDelivering: boolean; readonly webhooks?: { readonly active: number; readonly mostLag: number } } }

const isDelivering = (health: WorkerHealth): boolean => (health as Delivering).webhooks.isDelivering

describe('webhooks over MongoDB', () => {
  let database: MongoUnderTest
  let receiver: ReceiverServer
  let api: ApiProcess
  let workers: WorkerProcess[] = []
  beforeEach(async () => {
    database = newMongoUnderTest()
    receiver = await ReceiverServer.start()
    const variables = { MONGODB_URI: database.uri, WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8' }
    api = await ApiProcess.start(variables)
    workers = await Promise.all([WorkerProcess.start(variables), WorkerProcess.start(variables)])
  })
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')))
    await api.stop()
    await receiver.close()
    await database.remove()
  })

  const record = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) expect((await api.post('open-programme', openProgramme())).status).toBe(201)
  }

  it('are delivered by one worker, never by the API; when it is killed another goes on where it was', async () => {
    const token = await api.token({ name: 'Người quản lý', role: 'manager', validDays: 1 })
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': v4() }
    const { body, text } = await api.send('/webhooks', { method: 'POST', headers, body: JSON.stringify({ url: receiver.url, from: 0 }) })
    if (body?.['secret'] === undefined) throw new Error(text)
    await record(5)
    await until(() => receiver.taken.length === 5)
    const healths = await Promise.all(workers.map(async (worker) => (await worker.health()).body))
    expect(healths.filter(isDelivering)).toHaveLength(1)
    expect((await api.send('/health')).body).toMatchObject({ webhooks: { isDelivering: false } })
    const leader = workers[healths.findIndex(isDelivering)]
    await leader?.end('SIGKILL')
    await record(5)
    await until(() => receiver.taken.length >= 10)
    const other = await workers.find((worker) => worker !== leader)?.until((health) => isDelivering(health) && (health as Delivering).webhooks.webhooks?.mostLag === 0)
    expect(other).toMatchObject({ status: 'ok', webhooks: { webhooks: { active: 1 } } })
    const positions = receiver.positions
    expect([...new Set(positions)]).toEqual(Array.from({ length: 10 }, (_, index) => index + 1))
    // What it had on its way when it was killed may have come twice.
    expect(positions.length).toBeLessThanOrEqual(11)
    const { id } = body['webhook'] as { id: string }
    const lag = async () => (await api.send(`/webhooks/${id}`, { headers: { authorization: `Bearer ${token}` } })).body?.['lag']
    while ((await lag()) !== 0) await pause(20)
  }, 120_000)
})
