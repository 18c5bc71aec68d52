import type { MovableLog } from '#event-log'
import type { StorePlace } from '#platform'
import type { ViewStore } from '#read-models'
import type { DeliveryStore } from '#subscriptions'
import type { VaultWithNames } from '#vault'
import { fileStores } from './file-stores.js'
import { mongoStores } from './mongo-stores.js'

/** Log, views, vault and the records of deliveries of one installation, wherever they are kept. */
export interface Stores {
  readonly log: MovableLog
  readonly views: ViewStore
  readonly vault: VaultWithNames
  readonly deliveries: DeliveryStore
  /** A vault that knows no log may be older than its knowing. */
  readonly mayVaultKnowNoLog: boolean
  close(): Promise<void>
}

/** A kind of place that stores can be in. */
export interface StoreKind {
  /** Whether an installation was ever begun there. */
  exists(place: StorePlace): Promise<boolean>
  /** Throws `ConfigurationError` where they can't be worked with. */
  open(place: StorePlace): Promise<Stores>
  /** Makes what is missing there, and names it; made again it makes nothing. */
  migrate(place: StorePlace): Promise<string[]>
}

/** The one place that chooses. */
export const storeKindOf = ({ mongodbUri }: StorePlace): StoreKind => (mongodbUri === undefined ? fileStores : mongoStores)
