import type { Admin, Kafka } from 'kafkajs'
import type { KafkaSettings } from '#platform'
import { connectKafka, type TroubleListener } from './kafka-connection.js'
import { KafkajsWriter } from './kafkajs-writer.js'
import { toStopped } from './kafkajs-errors.js'
import type { PublishedTopic, TopicBroker, TopicWriter } from './topic-broker.js'
import { prepareTopic } from './topic-settings.js'

/** Kafka by kafkajs; every connection is opened for one purpose and closed with it. */
export class KafkajsBroker implements TopicBroker {
  readonly #kafka: Kafka

  constructor(settings: KafkaSettings, onTrouble: TroubleListener = () => undefined) {
    this.#kafka = connectKafka(settings, onTrouble)
  }

  async prepare(topic: PublishedTopic): Promise<void> {
    await this.#withAdmin((admin) => prepareTopic(admin, topic)).catch(toStopped(topic.name))
  }

  async takeOver(topic: PublishedTopic, incarnation: string): Promise<TopicWriter> {
    return KafkajsWriter.takeOver(this.#kafka, topic.name, incarnation).catch(toStopped(topic.name))
  }

  async #withAdmin<Result>(work: (admin: Admin) => Promise<Result>): Promise<Result> {
    const admin = this.#kafka.admin()
    try {
      await admin.connect()
      return await work(admin)
    } finally {
      await admin.disconnect()
    }
  }
}
