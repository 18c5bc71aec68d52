import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Admin } from 'kafkajs'
import type { NewEvent } from '#event-log'
import { Runtime } from '#runtime'
import { record, submitted, unitOf } from '#subscriptions/testing/feed-log'
import { withAdmin } from '#subscriptions/testing/topic-reader'
import { WorkerProcess } from '../worker-process.js'

const keys = 5_000
const eventsOfCommit = 20

export interface RelayPlace {
  readonly brokers: string
  /** Where they are to come by another way, as by a proxy. */
  readonly workersBrokers?: string
  /** Instead of files. */
  readonly mongodbUri?: string
}

/** A log with workers that publish it: the programs as they are shipped. */
export class RelayWorld {
  readonly topic = `events-${randomUUID()}`
  events = 0

  private constructor(private readonly folder: string, readonly runtime: Runtime, private readonly place: RelayPlace) {}

  static async open(place: RelayPlace): Promise<RelayWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'relay-faults-'))
    return new RelayWorld(folder, await Runtime.open({ dataDir: folder, mongodbUri: place.mongodbUri }), place)
  }

  startWorker(): Promise<WorkerProcess> {
    const { mongodbUri, brokers, workersBrokers = brokers } = this.place
    return WorkerProcess.start({ DATA_DIR: this.folder, ...(mongodbUri === undefined ? {} : { MONGODB_URI: mongodbUri }), KAFKA_BROKERS: workersBrokers, KAFKA_TOPIC: this.topic })
  }

  /** Commits one after another, while they are being published. */
  async record(count: number): Promise<void> {
    for (let left = count; left > 0; left -= eventsOfCommit) {
      const commit = Array.from({ length: Math.min(left, eventsOfCommit) }, (_, index): NewEvent => submitted((this.events + index) % keys, unitOf(1)))
      this.events = Math.max(await record(this.runtime.log, ...commit), this.events)
    }
  }

  /** Records on the topic, committed or not, with the markers of transactions. 0 before there is a topic. */
  end(): Promise<number> {
    return withAdmin(this.place.brokers, (admin) => this.#end(admin))
  }

  /** Looks so often that what follows happens in the midst of transactions. */
  untilEnd(atLeast: number): Promise<void> {
    return withAdmin(this.place.brokers, async (admin) => {
      while (await this.#end(admin) < atLeast) await wait(1)
    })
  }

  async #end(admin: Admin): Promise<number> {
    const offsets = await admin.fetchTopicOffsets(this.topic).catch(() => [])
    return offsets.reduce((sum, { high }) => sum + Number(high), 0)
  }

  async close(): Promise<void> {
    await this.runtime.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}
