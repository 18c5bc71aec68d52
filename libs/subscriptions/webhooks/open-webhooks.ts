import type { EventLog } from '#event-log'
import type { Leases } from '#platform'
import type { DeliveryStore } from '../delivery-store.js'
import { ReceiverNetworks } from './receiver-networks.js'
import { WebhookDeliverer } from './webhook-deliverer.js'
import { WebhookSecrets } from './webhook-secrets.js'
import { Webhooks } from './webhooks.js'

/** What is open where webhooks are managed or delivered. */
export interface WebhookSurroundings {
  readonly log: EventLog
  readonly deliveries: DeliveryStore
  readonly views: Leases
  readonly vault: { secret(name: string): Promise<Uint8Array> }
}

/** Subscriptions, and what delivers to them once it is started. */
export const openWebhooks = ({ log, deliveries: store, views: leases, vault }: WebhookSurroundings, privateNetworks: readonly string[]): { readonly webhooks: Webhooks; readonly deliverer: WebhookDeliverer } => {
  const secrets = new WebhookSecrets(() => vault.secret('webhook-signing'))
  const networks = new ReceiverNetworks(privateNetworks)
  return { webhooks: new Webhooks({ log, store, secrets, networks }), deliverer: new WebhookDeliverer({ log, store, leases, secrets, networks }) }
}
