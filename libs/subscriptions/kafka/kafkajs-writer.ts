import { Partitioners, type Kafka, type Producer } from 'kafkajs'
import type { Position } from '#event-log'
import { within } from '#platform'
import { toStopped } from './kafkajs-errors.js'
import { findLastRecords } from './last-records.js'
import type { TopicMessage, TopicPlace, TopicWriter } from './topic-broker.js'
import { markerTopicOf } from './topic-settings.js'

/** A transaction, and taking over, that take longer are given up with their producer: the next one ends what they left. */
const patienceMs = 45_000
/** The broker ends by itself what a producer left open for so long. */
const transactionTimeoutMs = 60_000
/** A connection that is closed by us is not waited for any longer. */
const closeMs = 2_000

/**
 * One transactional producer of kafkajs. It can lose a message in silence when it is used on after an answer got lost,
 * so it is used until its first error only; its `retries` are never lowered, since they are what keeps a repeat apart from a new record.
 */
export class KafkajsWriter implements TopicWriter {
  private constructor(
    private readonly kafka: Kafka,
    private readonly producer: Producer,
    private readonly topic: string,
    private readonly group: string,
  ) {}

  /** Its first transaction, which is empty, gets the transactional id a higher epoch: predecessors are fenced, and what they left is ended. */
  static async takeOver(kafka: Kafka, topic: string, incarnation: string): Promise<KafkajsWriter> {
    const producer = kafka.producer({
      transactionalId: `sinhke.relay.${topic}`,
      idempotent: true,
      maxInFlightRequests: 1,
      transactionTimeout: transactionTimeoutMs,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: Number.MAX_SAFE_INTEGER, initialRetryTime: 20, maxRetryTime: 5_000 },
    })
    const writer = new KafkajsWriter(kafka, producer, topic, `sinhke.relay.${topic}.${incarnation}`)
    try {
      await within(patienceMs, async () => {
        await producer.connect()
        const empty = await producer.transaction()
        await empty.abort()
      })
      return writer
    } catch (error) {
      await writer.discard()
      throw error
    }
  }

  async findPlace(): Promise<TopicPlace> {
    const admin = this.kafka.admin()
    try {
      await admin.connect()
      const [marker] = await admin.fetchOffsets({ groupId: this.group, topics: [markerTopicOf(this.topic)] })
      const offset = Number(marker?.partitions[0]?.offset ?? -1)
      return { marker: offset < 0 ? undefined : offset, ...(await findLastRecords(this.kafka, admin, this.topic)) }
    } catch (error) {
      return toStopped(this.topic)(error)
    } finally {
      await admin.disconnect()
    }
  }

  async write(messages: readonly TopicMessage[], upTo: Position): Promise<void> {
    await within(patienceMs, () => this.#write(messages, upTo)).catch(toStopped(this.topic))
  }

  async discard(): Promise<void> {
    await within(closeMs, () => this.producer.disconnect()).catch(() => undefined)
  }

  async #write(messages: readonly TopicMessage[], upTo: Position): Promise<void> {
    const transaction = await this.producer.transaction()
    await transaction.send({
      topic: this.topic,
      acks: -1,
      messages: messages.map(({ key, value, headers, timestampMs }) => ({ key, value, headers: { ...headers }, timestamp: String(timestampMs) })),
    })
    await transaction.sendOffsets({ consumerGroupId: this.group, topics: [{ topic: markerTopicOf(this.topic), partitions: [{ partition: 0, offset: String(upTo) }] }] })
    await transaction.commit()
  }
}
