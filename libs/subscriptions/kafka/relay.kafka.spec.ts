import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import kafkajs from 'kafkajs'
import { cloudEventHeaders, cloudEventValue, logSourceOf, publishedEvent } from '#contracts'
import type { EventLog, NewEvent } from '#event-log'
import { openSqliteEventLog } from '#event-log/sqlite/index'
import { openSqliteViewStore } from '#read-models/sqlite/sqlite-view-store'
import { testBrokers } from '../../../test/servers/kafka-under-test.js'
import { openSqliteDeliveryStore } from '../deliveries/sqlite-delivery-store.js'
import type { DeliveryStore } from '../delivery-store.js'
import { eventsAfter, record, started, submitted, unitOf } from '../testing/feed-log.js'
import { positionsOf, readTopic, sendForeign, withAdmin } from '../testing/topic-reader.js'
import { KafkajsBroker } from './kafkajs-broker.js'
import { RelayRecords } from './relay-records.js'
import { relayStatusOf } from './relay-status.js'
import { Relay, type RelayOptions } from './relay.js'

type Views = Awaited<ReturnType<typeof openSqliteViewStore>>

describe('the relay', () => {
  let folder: string
  let topic: string
  let log: EventLog
  let deliveries: DeliveryStore
  let leases: Views
  const ending: (() => Promise<void>)[] = []

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relay-'))
    topic = `t-${randomUUID()}`
    log = await openSqliteEventLog({ file: join(folder, 'log.db') })
    deliveries = await openSqliteDeliveryStore({ file: join(folder, 'subscriptions.db') })
    leases = await openSqliteViewStore({ file: join(folder, 'views.db') })
  })
  afterEach(async () => {
    for (const end of ending.splice(0)) await end()
    await Promise.all([log.close(), deliveries.close(), leases.close()])
    await rm(folder, { recursive: true })
  })

  const start = (options: Partial<RelayOptions> = {}): (() => Promise<void>) => {
    const settings = { brokers: [testBrokers()], topic, partitions: 1, isTls: false }
    const relay = new Relay({ log, deliveries, leases, topic: { name: topic, partitions: 1 }, broker: (onTrouble) => new KafkajsBroker(settings, onTrouble), ...options })
    const stopping = new AbortController()
    const running = relay.run(stopping.signal)
    const stop = async () => {
      stopping.abort()
      await running
    }
    ending.push(stop)
    return stop
  }
  const status = () => relayStatusOf({ log, deliveries, topic })
  const until = async (isSo: (seen: Awaited<ReturnType<typeof status>>) => boolean) => {
    for (;;) {
      const seen = await status()
      if (isSo(seen)) return seen
      await wait(50)
    }
  }
  const untilPublished = () => until(({ state, lag }) => state === 'publishing' && lag === 0)
  const stoppedBy = async (code: string) => expect((await until(({ state }) => state === 'stopped')).trouble).toMatchObject({ code })
  const recordMany = (count: number, firstProject = 1) => record(log, ...Array.from({ length: count }, (_, index): NewEvent => submitted(firstProject + (index % 7), unitOf(1))))
  const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
  const read = async () => positionsOf(await readTopic(testBrokers(), topic))

  it('publishes history and what comes, each event as the contracts say, keyed by its subject', async () => {
    await recordMany(5)
    start()
    await untilPublished()
    await record(log, started(3))
    await untilPublished()
    const [events, records, incarnation] = [await eventsAfter(log, 0), await readTopic(testBrokers(), topic), await log.incarnation()]
    const published = events.map((event) => publishedEvent(event, { source: logSourceOf({ incarnation }), incarnation }))
    expect(records.map(({ key, value, headers }) => ({ key, value, headers }))).toEqual(published.map((each) => ({ key: each.subject, value: cloudEventValue(each), headers: cloudEventHeaders(each) })))
  })

  it('makes a topic that keeps everything, with a partition for its marker', async () => {
    start()
    await until(({ state }) => state === 'publishing')
    const { resources } = await withAdmin(testBrokers(), (admin) => admin.describeConfigs({ includeSynonyms: false, resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }] }))
    expect(Object.fromEntries(resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]) ?? [])).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' })
  })

  it('goes on where it was after a stop, also without its marker, its checkpoint or both', async () => {
    for (const [round, forget] of [async () => undefined, deleteMarker, deleteCheckpoint, async () => Promise.all([deleteMarker(), deleteCheckpoint()])].entries()) {
      await recordMany(10)
      const stop = start()
      await untilPublished()
      await stop()
      await forget()
      await recordMany(10)
      start()
      await untilPublished()
      await Promise.all(ending.splice(0).map((end) => end()))
      expect(await read()).toEqual(oneTo(20 * (round + 1)))
    }
  })

  it('keeps the order within a key on several partitions, and finds its place among them', async () => {
    const topicOfThree = { topic: { name: topic, partitions: 3 } }
    await recordMany(40)
    const stop = start(topicOfThree)
    await untilPublished()
    await stop()
    await Promise.all([deleteMarker(), deleteCheckpoint()])
    await recordMany(40)
    start(topicOfThree)
    await untilPublished()
    const records = await readTopic(testBrokers(), topic)
    expect(positionsOf(records).sort((one, other) => one - other)).toEqual(oneTo(80))
    expect(new Set(records.map(({ partition }) => partition)).size).toBeGreaterThan(1)
    for (const key of new Set(records.map((each) => each.key))) {
      const positions = positionsOf(records.filter((each) => each.key === key))
      expect(positions).toEqual(positions.toSorted((one, other) => one - other))
      expect(new Set(records.filter((each) => each.key === key).map(({ partition }) => partition)).size).toBe(1)
    }
  })

  it('stops before a topic that has records and no place', async () => {
    await createTopic()
    await sendForeign(testBrokers(), topic, ['somebody else was here'])
    await recordMany(1)
    start()
    await stoppedBy('place-unknown')
    expect(await read()).toEqual([NaN])
  })

  it('finds its place behind more foreign records than it looks at first', async () => {
    await recordMany(3)
    const stop = start()
    await untilPublished()
    await stop()
    await Promise.all([deleteMarker(), deleteCheckpoint()])
    await sendForeign(testBrokers(), topic, Array.from({ length: 500 }, (_, index) => `x${index}`))
    await recordMany(2)
    start()
    await untilPublished()
    expect((await read()).filter((position) => !Number.isNaN(position))).toEqual(oneTo(5))
  })

  it('stops before a topic that was made anew, instead of going on behind what is gone', async () => {
    await recordMany(3)
    const stop = start()
    await untilPublished()
    await stop()
    await withAdmin(testBrokers(), (admin) => admin.deleteTopics({ topics: [topic] }))
    start()
    await stoppedBy('records-lost')
  })

  it.each([
    [{ configEntries: [{ name: 'retention.ms', value: '60000' }] }, 'retention.ms = 60000'],
    [{ configEntries: [{ name: 'retention.ms', value: '-1' }, { name: 'cleanup.policy', value: 'compact' }] }, 'cleanup.policy = compact'],
    [{ numPartitions: 4 }, 'partitions = 4'],
  ])('stops before a topic with wrong settings and says which (%j)', async (settings, words) => {
    await createTopic(settings)
    await recordMany(1)
    start()
    const { trouble } = await until(({ state }) => state === 'stopped')
    expect(trouble).toMatchObject({ code: 'wrong-topic-settings' })
    expect(trouble?.en).toContain(words)
    expect(await read()).toEqual([])
  })

  it('goes on by itself once the settings are right', async () => {
    await createTopic({ configEntries: [{ name: 'retention.ms', value: '60000' }] })
    await recordMany(1)
    start()
    await stoppedBy('wrong-topic-settings')
    await withAdmin(testBrokers(), (admin) => admin.alterConfigs({ validateOnly: false, resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configEntries: [{ name: 'retention.ms', value: '-1' }] }] }))
    await untilPublished()
    expect(await read()).toEqual([1])
  })

  it('stops at an event that it does not know, behind everything before it', async () => {
    await recordMany(2)
    await record(log, { ...submitted(1), type: 'unheard-of' })
    await recordMany(1)
    start()
    await stoppedBy('unpublishable-event')
    expect(await read()).toEqual(oneTo(2))
  })

  it('stops where another log was published, and publishes all of it again where that is wished', async () => {
    await recordMany(3)
    const stop = start()
    await untilPublished()
    await stop()
    const restored = await openSqliteEventLog({ file: join(folder, 'restored.db') })
    ending.push(() => restored.close())
    await record(restored, submitted(1), submitted(2))
    const again = start({ log: restored })
    await stoppedBy('log-replaced')
    expect(await read()).toEqual(oneTo(3))
    const records = new RelayRecords(deliveries, topic)
    const { trouble } = await records.findReport() ?? {}
    expect(trouble?.incarnations).toEqual([await log.incarnation()])
    await records.change((wish) => ({ ...wish, replaced: trouble?.incarnations ?? [] }))
    while ((await read()).length < 5) await wait(100)
    await again()
    expect((await readTopic(testBrokers(), topic)).map(({ headers }) => [headers.ce_incarnation, Number(headers.ce_sequence)])).toEqual([
      ...oneTo(3).map((position) => [trouble?.incarnations?.[0], position]), ...await Promise.all(oneTo(2).map(async (position) => [await restored.incarnation(), position])),
    ])
    // The one that was replaced may not go on.
    start()
    await stoppedBy('log-replaced')
  })

  it('pauses and resumes as is wished, whoever wishes', async () => {
    const records = new RelayRecords(deliveries, topic)
    await recordMany(1)
    start()
    await untilPublished()
    await records.change((wish) => ({ ...wish, isPaused: true }))
    await until(({ state }) => state === 'paused')
    await recordMany(1)
    expect(await read()).toEqual([1])
    expect(await status()).toMatchObject({ state: 'paused', lag: 1 })
    await records.change((wish) => ({ ...wish, isPaused: false }))
    await untilPublished()
    expect(await read()).toEqual([1, 2])
  })

  it('begins an empty topic behind a position, and goes on there as any', async () => {
    await recordMany(5)
    const stop = start({ from: 3 })
    await untilPublished()
    await stop()
    await recordMany(1)
    start()
    await untilPublished()
    expect(await read()).toEqual([4, 5, 6])
  })

  const createTopic = (settings: object = {}) => withAdmin(testBrokers(), (admin) => admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1, configEntries: [{ name: 'retention.ms', value: '-1' }], ...settings }] }))
  const deleteMarker = async (): Promise<unknown> => {
    const incarnation = await log.incarnation()
    return withAdmin(testBrokers(), (admin) => admin.deleteGroups([`sinhke.relay.${topic}.${incarnation}`]))
  }
  const deleteCheckpoint = async (): Promise<unknown> => {
    const record = await deliveries.get('relay', topic)
    return deliveries.remove('relay', topic, record?.revision ?? 0)
  }
})
