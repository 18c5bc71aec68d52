import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Kafka, logLevel, Partitioners } from 'kafkajs'
import { openSqliteEventLog } from '#event-log/sqlite/index'
import { sleep } from '#platform'
import { openSqliteViewStore } from '#read-models/sqlite/sqlite-view-store'
import { KafkajsBroker, openSqliteDeliveryStore, Relay, type TopicBroker, type TopicMessage } from '#subscriptions'
import { prepareFoldLog } from '../libs/read-models/bench/fold.js'
import { startKafka } from '../test/servers/kafka.js'
import { inFolder } from './append.js'
import type { Comparison } from './rounds.js'

const events = 50_000
const households = 5_000

type Batch = readonly TopicMessage[]

/** On the broker of KAFKA_BROKERS, else on one that is started for it: the relay from the log's file to the topic, and a bare producer that has the same batches ready. */
export const withRelayComparison = <Result>(work: (comparison: Comparison) => Promise<Result>): Promise<Result> =>
  inFolder(async (folder) => {
    const log = join(folder, 'log.db')
    await prepareFoldLog(log, { events, households })
    const kafka = process.env.KAFKA_BROKERS === undefined ? await startKafka() : undefined
    const brokers = process.env.KAFKA_BROKERS ?? kafka?.brokers ?? ''
    const batches: Batch[] = []
    try {
      // Once beforehand, so that there are batches and both find a broker that has warmed up.
      await publish(log, brokers, (batch) => batches.push(batch))
      await sendAll(brokers, batches)
      return await work({
        name: `publishing ${events.toLocaleString('en')} events to Kafka in ${batches.length} transactions`,
        unit: 'events/s',
        target: { atLeast: 0.5 },
        ours: { name: 'the relay', run: () => publish(log, brokers, () => undefined) },
        baseline: { name: 'a bare transactional producer, batches at hand', run: () => sendAll(brokers, batches) },
      })
    } finally {
      await kafka?.stop()
    }
  })

/** Events a second, from the place's being found to the last transaction's end. */
const publish = (file: string, brokers: string, onBatch: (batch: Batch) => void): Promise<number> =>
  inFolder(async (folder) => {
    const log = await openSqliteEventLog({ file })
    const leases = await openSqliteViewStore({ file: join(folder, 'views.db') })
    const deliveries = await openSqliteDeliveryStore({ file: join(folder, 'subscriptions.db') })
    const topic = { name: `bench-${randomUUID()}`, partitions: 1 }
    const watched = watch(new KafkajsBroker({ brokers: brokers.split(','), topic: topic.name, partitions: 1, isTls: false }), onBatch)
    const relay = new Relay({ log, leases, deliveries, topic, broker: () => watched.broker })
    const stopping = new AbortController()
    const running = relay.run(stopping.signal)
    while (watched.written() < events) await sleep(5)
    stopping.abort()
    await running
    await Promise.all([log.close(), leases.close(), deliveries.close()])
    return (events / watched.tookMs()) * 1_000
  })

/** The broker as it is, with a clock beside it. */
const watch = (broker: TopicBroker, onBatch: (batch: Batch) => void) => {
  let [written, begunAt, endedAt] = [0, 0, 0]
  const watched: TopicBroker = {
    prepare: (topic) => broker.prepare(topic),
    takeOver: async (topic, incarnation) => {
      const writer = await broker.takeOver(topic, incarnation)
      return {
        findPlace: async () => {
          const place = await writer.findPlace()
          begunAt = performance.now()
          return place
        },
        write: async (messages, upTo) => {
          await writer.write(messages, upTo)
          onBatch(messages)
          written += messages.length
          endedAt = performance.now()
        },
        discard: () => writer.discard(),
      }
    },
  }
  return { broker: watched, written: () => written, tookMs: () => endedAt - begunAt }
}

const sendAll = async (brokers: string, batches: readonly Batch[]): Promise<number> => {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING, retry: { initialRetryTime: 20 } })
  const topic = `bench-${randomUUID()}`
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true })
  await admin.disconnect()
  const producer = kafka.producer({ transactionalId: topic, idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner, retry: { retries: Number.MAX_SAFE_INTEGER, initialRetryTime: 20 } })
  await producer.connect()
  await (await producer.transaction()).abort()
  const begunAt = performance.now()
  for (const batch of batches) {
    const transaction = await producer.transaction()
    await transaction.send({ topic, messages: batch.map(({ key, value, headers, timestampMs }) => ({ key, value, headers: { ...headers }, timestamp: String(timestampMs) })) })
    await transaction.commit()
  }
  const tookMs = performance.now() - begunAt
  await producer.disconnect()
  return (events / tookMs) * 1_000
}
