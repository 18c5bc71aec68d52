import { randomUUID } from 'node:crypto'
import { expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import { positionsOf, readTopic } from '#subscriptions/testing/topic-reader'
import { ApiProcess } from './api-process.js'
import { openProgramme } from './commands-to-send.js'
import { testBrokers } from './servers/kafka-under-test.js'

interface HealthBody {
  readonly status: string
  readonly relay?: { readonly state: string; readonly lag: number; readonly topic: string }
}

it('a server over files publishes too, and tells it in health and metrics', async () => {
  const topic = `embedded-${randomUUID()}`
  const api = await ApiProcess.start({ KAFKA_BROKERS: testBrokers(), KAFKA_TOPIC: topic })
  try {
    expect((await api.post('open-programme', openProgramme())).status).toBe(201)
    let health: HealthBody = { status: '' }
    while (health.relay?.state !== 'publishing' || health.relay.lag > 0) {
      health = (await api.send('/health')).body as unknown as HealthBody
      await wait(50)
    }
    expect(health).toMatchObject({ status: 'ok', relay: { topic } })
    expect((await api.send('/metrics')).status).toBe(401)
    expect((await api.send('/metrics', { headers: { authorization: `Bearer ${api.officerToken}` } })).text).toContain(`sinhke_relay_lag_events{topic="${topic}"} 0`)
  } finally {
    await api.stop()
  }
  expect(positionsOf(await readTopic(testBrokers(), topic))).toEqual([1])
}, 60_000)

it('a server whose Kafka is out of reach records and answers, and says what is wrong', async () => {
  // Nobody listens on port 1.
  const api = await ApiProcess.start({ KAFKA_BROKERS: '127.0.0.1:1' })
  try {
    expect((await api.post('open-programme', openProgramme())).status).toBe(201)
    let health: HealthBody = { status: '' }
    while (health.relay?.state !== 'failing') {
      health = (await api.send('/health')).body as unknown as HealthBody
      await wait(50)
    }
    expect(health).toMatchObject({ status: 'ok', relay: { lag: 1, trouble: { code: 'kafka' } } })
  } finally {
    await api.stop()
  }
}, 60_000)
