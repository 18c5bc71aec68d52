import type { MongoClient, TopologyDescriptionChangedEvent } from 'mongodb'

const withoutPrimary = new Set<string>(['ReplicaSetNoPrimary', 'Unknown'])

/** Whether the client knows of a primary: while it knows of none, nothing that is asked of it goes anywhere. */
export class PrimaryWatch {
  isKnown = true
  readonly #listener = ({ newDescription }: TopologyDescriptionChangedEvent) => {
    this.isKnown = !withoutPrimary.has(newDescription.type)
  }

  /** Of a client that has been answered by a primary. */
  constructor(readonly client: MongoClient) {
    client.on('topologyDescriptionChanged', this.#listener)
  }

  close(): void {
    this.client.off('topologyDescriptionChanged', this.#listener)
  }
}
