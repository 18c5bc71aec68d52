import { relayOf, type Relay, type RelayStores } from '#subscriptions'
import type { KafkaSettings } from '#platform'

/** The relay of this process, from start to stop; where no Kafka is configured there is none. */
export class Relaying {
  readonly #relay: Relay | undefined
  readonly #stopping = new AbortController()
  #running: Promise<void> | undefined

  constructor(stores: RelayStores & { readonly kafka?: KafkaSettings | undefined }) {
    this.#relay = stores.kafka && relayOf(stores, stores.kafka)
  }

  start(): void {
    this.#running ??= this.#relay?.run(this.#stopping.signal)
  }

  get isLeading(): boolean {
    return this.#relay?.isLeading === true
  }

  /** What is under way is finished, and the lease is left to others. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }
}
