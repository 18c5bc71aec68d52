import { randomUUID } from 'node:crypto'
import { Kafka, logLevel, type Admin, type IHeaders } from 'kafkajs'

/** Test support: a record as a read_committed consumer gets it. */
export interface ReadRecord {
  readonly partition: number
  readonly offset: number
  readonly key: string
  readonly value: string
  readonly headers: Readonly<Record<string, string>>
}

const clientOf = (brokers: string): Kafka => new Kafka({ clientId: 'reader', brokers: brokers.split(','), logLevel: logLevel.NOTHING, retry: { retries: 30, initialRetryTime: 50, maxRetryTime: 1_000 } })

export const withAdmin = async <Result>(brokers: string, work: (admin: Admin) => Promise<Result>): Promise<Result> => {
  const admin = clientOf(brokers).admin()
  try {
    await admin.connect()
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}

/** Sends records as anybody could, past the relay. */
export const sendForeign = async (brokers: string, topic: string, values: readonly string[]): Promise<void> => {
  const producer = clientOf(brokers).producer({ createPartitioner: () => () => 0 })
  try {
    await producer.connect()
    await producer.send({ topic, messages: values.map((value) => ({ key: 'foreign', value })) })
  } finally {
    await producer.disconnect()
  }
}

/** Everything on a topic once that is all there is, of each partition in its order: what is committed, or also what was aborted. */
export const readTopic = async (brokers: string, topic: string, { withAborted = false } = {}): Promise<ReadRecord[]> => {
  const ends = await withAdmin(brokers, (admin) => admin.fetchTopicOffsets(topic))
  const open = new Map(ends.filter(({ high, low }) => Number(high) > Number(low)).map(({ partition, high }) => [partition, Number(high)]))
  const records: ReadRecord[] = []
  if (open.size === 0) return records
  const consumer = clientOf(brokers).consumer({ groupId: `test.${randomUUID()}`, readUncommitted: withAborted, maxWaitTimeInMs: 50 })
  try {
    await consumer.connect()
    await consumer.subscribe({ topics: [topic], fromBeginning: true })
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
      consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, lastOffset } }) => {
        if (Number(lastOffset) + 1 >= (open.get(partition) ?? Infinity)) open.delete(partition)
        if (open.size === 0) resolve()
      })
      consumer.run({
        autoCommit: false,
        eachBatch: async ({ batch: { partition, messages } }) => {
          for (const { key, value, headers, offset } of messages) records.push({ partition, offset: Number(offset), key: key?.toString() ?? '', value: value?.toString() ?? '', headers: textOf(headers) })
        },
      }).catch(reject)
    })
  } finally {
    await consumer.disconnect()
  }
  return records
}

const textOf = (headers: IHeaders | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]))

export const positionsOf = (records: readonly ReadRecord[]): number[] => records.map(({ headers }) => Number(headers.ce_sequence))
