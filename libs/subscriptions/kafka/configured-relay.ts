import { eventTopic } from '#contracts'
import type { EventLog } from '#event-log'
import type { KafkaSettings, Leases } from '#platform'
import type { DeliveryStore } from '../delivery-store.js'
import { KafkajsBroker } from './kafkajs-broker.js'
import { Relay, type RelayOptions } from './relay.js'
import type { PublishedTopic } from './topic-broker.js'

export interface RelayStores {
  readonly log: EventLog
  readonly deliveries: DeliveryStore
  /** The leases are kept with the views. */
  readonly views: Leases
}

/** The topic that the settings name, else the one that the contracts name. */
export const publishedTopicOf = ({ topic = eventTopic, partitions }: KafkaSettings): PublishedTopic => ({ name: topic, partitions })

/** The relay that the settings ask for. */
export const relayOf = ({ log, deliveries, views }: RelayStores, settings: KafkaSettings, more: Partial<RelayOptions> = {}): Relay =>
  new Relay({ log, deliveries, leases: views, topic: publishedTopicOf(settings), broker: (onTrouble) => new KafkajsBroker(settings, onTrouble), ...more })
