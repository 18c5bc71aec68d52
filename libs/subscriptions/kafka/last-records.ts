import { randomUUID } from 'node:crypto'
import type { Admin, Consumer, IHeaders, Kafka } from 'kafkajs'
import { within } from '#platform'
import type { LastRecord, TopicPlace } from './topic-broker.js'

/** Offsets that are looked at first; markers of transactions take offsets too. */
const firstWindow = 200
const windowGrowth = 8
/** How long the whole looking may take. */
const lookMs = 60_000

interface Partition {
  readonly low: number
  readonly high: number
  /** Where the window begins in which the last event is looked for. */
  from: number
  last: LastRecord | undefined
  hasRecords: boolean
  isRead: boolean
}

/** The last committed event of every partition; read backwards, past what is aborted or not ours. */
export const findLastRecords = async (kafka: Kafka, admin: Admin, topic: string): Promise<Omit<TopicPlace, 'marker'>> => {
  const offsets = await admin.fetchTopicOffsets(topic)
  const partitions = new Map(offsets.map(({ partition, low, high }) => [partition, partitionOf(Number(low), Number(high))]))
  if ([...partitions.values()].some(({ isRead }) => !isRead)) await within(lookMs, () => readEnds(kafka, topic, partitions))
  const all = [...partitions.values()]
  return { lastRecords: all.flatMap(({ last }) => last ?? []), isEmpty: all.every(({ low, hasRecords }) => low === 0 && !hasRecords) }
}

const partitionOf = (low: number, high: number): Partition => ({ low, high, from: Math.max(low, high - firstWindow), last: undefined, hasRecords: false, isRead: high === low })

const readEnds = async (kafka: Kafka, topic: string, partitions: ReadonlyMap<number, Partition>): Promise<void> => {
  // A group of its own: members of an earlier one that were killed would have to be waited for.
  const consumer = kafka.consumer({ groupId: `sinhke.last-record.${topic}.${randomUUID()}`, readUncommitted: false, maxWaitTimeInMs: 100, retry: { retries: 5 } })
  try {
    await consumer.connect()
    await consumer.subscribe({ topics: [topic] })
    await untilRead(consumer, topic, partitions)
  } finally {
    await consumer.disconnect()
  }
}

const untilRead = (consumer: Consumer, topic: string, partitions: ReadonlyMap<number, Partition>): Promise<void> =>
  new Promise((resolve, reject) => {
    const seek = (partition: number, { from }: Partition) => consumer.seek({ topic, partition, offset: String(from) })
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
    // Told of batches too in which everything was aborted or a transaction's marker.
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition: number, lastOffset } }) => {
      const partition = partitions.get(number)
      if (partition === undefined || partition.isRead || Number(lastOffset) < partition.high - 1) return
      partition.isRead = partition.last !== undefined || partition.from === partition.low
      if (!partition.isRead) {
        partition.from = Math.max(partition.low, partition.high - (partition.high - partition.from) * windowGrowth)
        seek(number, partition)
      } else if ([...partitions.values()].every(({ isRead }) => isRead)) resolve()
    })
    consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch }) => {
        const partition = partitions.get(batch.partition)
        if (partition === undefined) return
        for (const { headers } of batch.messages) {
          partition.hasRecords = true
          partition.last = lastRecordOf(headers) ?? partition.last
        }
      },
    }).then(() => {
      for (const [number, partition] of partitions) if (!partition.isRead) seek(number, partition)
    }, reject)
  })

const lastRecordOf = (headers: IHeaders | undefined): LastRecord | undefined => {
  const [sequence, incarnation] = [headers?.ce_sequence, headers?.ce_incarnation].map((value) => value?.toString())
  return sequence === undefined || incarnation === undefined || !/^\d{1,19}$/.test(sequence) ? undefined : { incarnation, position: Number(sequence) }
}
