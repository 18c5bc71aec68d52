import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { NewEvent } from '#event-log'
import { Runtime } from '#runtime'
import { record, submitted, unitOf } from '#subscriptions/testing/feed-log'
import { withAdmin } from '#subscriptions/testing/topic-reader'
import type { KafkaServer } from '../servers/kafka.js'
import { WorkerProcess } from '../worker-process.js'

const keys = 5_000
const eventsOfCommit = 20

/** A log in files with workers that publish it: the programs as they are shipped. */
export class RelayWorld {
  readonly topic = `events-${randomUUID()}`
  events = 0

  private constructor(readonly kafka: KafkaServer, private readonly folder: string, readonly runtime: Runtime, private readonly brokers: string) {}

  static async open(kafka: KafkaServer, brokers = kafka.brokers): Promise<RelayWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'relay-faults-'))
    return new RelayWorld(kafka, folder, await Runtime.open({ dataDir: folder }), brokers)
  }

  startWorker(): Promise<WorkerProcess> {
    return WorkerProcess.start({ DATA_DIR: this.folder, KAFKA_BROKERS: this.brokers, KAFKA_TOPIC: this.topic })
  }

  /** Commits one after another, while they are being published. */
  async record(count: number): Promise<void> {
    for (let left = count; left > 0; left -= eventsOfCommit) {
      const commit = Array.from({ length: Math.min(left, eventsOfCommit) }, (_, index): NewEvent => submitted((this.events + index) % keys, unitOf(1)))
      this.events = await record(this.runtime.log, ...commit)
    }
  }

  /** Records on the topic, committed or not, with the markers of transactions. 0 before there is a topic. */
  async end(): Promise<number> {
    const offsets = await withAdmin(this.kafka.brokers, (admin) => admin.fetchTopicOffsets(this.topic)).catch(() => [])
    return offsets.reduce((sum, { high }) => sum + Number(high), 0)
  }

  async untilEnd(atLeast: number): Promise<void> {
    while (await this.end() < atLeast) await wait(5)
  }

  async close(): Promise<void> {
    await this.runtime.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}
