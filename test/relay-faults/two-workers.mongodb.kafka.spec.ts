import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import { readTopic } from '#subscriptions/testing/topic-reader'
import { testBrokers } from '../servers/kafka-under-test.js'
import { newMongoUnderTest, type MongoUnderTest } from '../servers/mongo-under-test.js'
import type { WorkerProcess } from '../worker-process.js'
import { findingsOf } from './findings.js'
import { RelayWorld } from './relay-world.js'

describe('two workers over one log that is published', () => {
  let database: MongoUnderTest
  let world: RelayWorld
  let workers: WorkerProcess[] = []
  beforeEach(async () => {
    database = newMongoUnderTest()
    world = await RelayWorld.open({ brokers: testBrokers(), mongodbUri: database.uri })
    workers = await Promise.all([world.startWorker(), world.startWorker()])
  }, 60_000)
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')))
    await world.close()
    await database.remove()
  })

  const leaderOf = (candidates: readonly WorkerProcess[]): Promise<WorkerProcess> =>
    Promise.any(candidates.map(async (worker) => {
      await worker.until(({ relay }) => relay?.isRelayedHere === true && relay.state === 'publishing')
      return worker
    }))
  const published = async () => findingsOf(await readTopic(testBrokers(), world.topic), world.events)

  it('publish each event once, though the one that does is frozen in the midst of it, replaced, and woken up, again and again', async () => {
    for (let round = 0; round < 3; round += 1) {
      const leader = await leaderOf(workers)
      const others = workers.filter((worker) => worker !== leader)
      const before = await world.end()
      const recording = world.record(2_000)
      await world.untilEnd(before + 100 * (round + 1))
      leader.signal('SIGSTOP')
      await recording
      const other = await leaderOf(others)
      // Woken while the other publishes, it may still hold what it was about to write.
      const more = world.record(1_000)
      leader.signal('SIGCONT')
      await more
      await other.until(({ relay }) => relay?.lag === 0)
      await wait(1_000)
    }
    const healths = await Promise.all(workers.map(async (worker) => (await worker.health()).body))
    expect(healths.filter(({ relay }) => relay?.isRelayedHere)).toHaveLength(1)
    expect(world.events).toBe(9_000)
    expect(await published()).toEqual([])
  }, 180_000)

  it('tell in health and metrics where they are', async () => {
    const leader = await leaderOf(workers)
    await world.record(50)
    await leader.until(({ relay }) => relay?.publishedPosition === 50)
    const metrics = await leader.metrics()
    expect(metrics).toContain('sinhke_log_head_position 50')
    expect(metrics).toContain(`sinhke_relay_published_position{topic="${world.topic}"} 50`)
    expect(metrics).toContain(`sinhke_relay_lag_events{topic="${world.topic}"} 0`)
    expect(metrics).toContain(`sinhke_relay_state{topic="${world.topic}",state="publishing"} 1`)
  }, 60_000)
})
