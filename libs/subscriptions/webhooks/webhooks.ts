import { createHash, randomUUID } from 'node:crypto'
import { CommandIdReused, Conflict, type Actor, type EventLog, type Position } from '#event-log'
import { canonicalJson, nameBasedId } from '#platform'
import type { DeliveryRecord, DeliveryStore } from '../delivery-store.js'
import { BeyondLog } from '../errors.js'
import type { FeedFilter } from '../event-filter.js'
import type { ReceiverNetworks } from './receiver-networks.js'
import { receiverUrl } from './receiver-url.js'
import { newSecret, rotated, type WebhookSecrets } from './webhook-secrets.js'
import { placeKind, recordOf, webhookIn, webhookKind, type Start, type Webhook } from './webhook.js'
import { viewOf, type WebhookView } from './webhook-view.js'

export interface WebhooksOptions {
  readonly log: Pick<EventLog, 'head' | 'incarnation'>
  readonly store: DeliveryStore
  readonly secrets: WebhookSecrets
  readonly networks: ReceiverNetworks
  readonly now?: (() => Date) | undefined
}

export interface WebhookRequest {
  readonly url: string
  readonly description?: string | undefined
  readonly filter: FeedFilter
  /** Events behind this position, or those that are recorded from now on. */
  readonly from: Position | 'now'
}

export interface WebhookChange {
  readonly url?: string | undefined
  readonly description?: string | undefined
  readonly filter?: FeedFilter | undefined
}

/** The secret is told here and never again. */
export interface WebhookWithSecret {
  readonly webhook: WebhookView
  readonly secret: string
}

export class NoSuchWebhook extends Error {
  override readonly name = 'NoSuchWebhook'
}

/** There are as many as one process bears. */
export class TooManyWebhooks extends Error {
  override readonly name = 'TooManyWebhooks'
}

export const mostWebhooks = 1_000
const attemptsToChange = 10
/** The namespace of subscriptions' ids. */
const namespace = '7b3f0c52-9a41-4d0e-8f57-2f1f4f6a9d13'

/** The subscriptions of one log: what those who manage them do. What comes of it is delivered by `WebhookDeliverer`, in whatever process. */
export class Webhooks {
  constructor(private readonly options: WebhooksOptions) {}

  /**
   * The same request under the same key is the same subscription, and `repeated`.
   * Throws `ReceiverRefused`, `BeyondLog`, `TooManyWebhooks`, and `CommandIdReused` where the key was another request's.
   */
  async register({ url, description, filter, from }: WebhookRequest, { key, actor }: { readonly key: string; readonly actor: Actor }): Promise<WebhookWithSecret & { readonly repeated: boolean }> {
    const { store, networks } = this.options
    const id = nameBasedId(`${actor.id}/${key}`, namespace)
    const requestHash = createHash('sha256').update(canonicalJson({ url, description, filter, from })).digest('base64url')
    const repeated = await this.#repeated(id, { key, requestHash })
    if (repeated !== undefined) return repeated
    const now = this.#now()
    const deed = { at: now.toISOString(), by: actor }
    const webhook: Webhook = { url: receiverUrl(url, networks), description, filter, start: await this.#startAt(from), secrets: [newSecret(now)], registered: deed, changed: deed, requestHash }
    if ((await store.list(webhookKind)).length >= mostWebhooks) throw new TooManyWebhooks()
    if ((await store.put(webhookKind, id, recordOf(webhook), 0)) !== undefined) return { ...(await this.#withSecret(id)), repeated: false }
    return (await this.#repeated(id, { key, requestHash })) ?? conflict(id)
  }

  async list(): Promise<WebhookView[]> {
    const { store, log } = this.options
    const [places, records, head] = await Promise.all([store.list(placeKind), store.list(webhookKind), log.head()])
    const placeOf = new Map(places.map((place) => [place.id, place]))
    return records.map((record) => viewOf(record, placeOf.get(record.id), { head, now: this.#now() })).sort((one, other) => (one.registered.at < other.registered.at ? -1 : 1))
  }

  /** Throws `NoSuchWebhook`. */
  async get(id: string): Promise<WebhookView> {
    const { store, log } = this.options
    const [record, place, head] = await Promise.all([this.#recordOf(id), store.get(placeKind, id), log.head()])
    return viewOf(record, place, { head, now: this.#now() })
  }

  /** Another filter or another address counts from the place that it has reached. */
  change(id: string, { url, description, filter }: WebhookChange, actor: Actor): Promise<WebhookView> {
    return this.#change(id, actor, (webhook) => ({
      ...webhook,
      ...(url === undefined ? {} : { url: receiverUrl(url, this.options.networks) }),
      ...(description === undefined ? {} : { description: description === '' ? undefined : description }),
      ...(filter === undefined ? {} : { filter }),
    }))
  }

  pause(id: string, actor: Actor): Promise<WebhookView> {
    return this.#change(id, actor, (webhook, deed) => (webhook.paused === undefined ? { ...webhook, paused: deed } : webhook))
  }

  /** Also of one that has stopped, or that waits for its next attempt: it is tried at once. */
  resume(id: string, actor: Actor): Promise<WebhookView> {
    return this.#change(id, actor, ({ paused: _, ...webhook }) => webhook)
  }

  /** Delivers from there on what has been delivered before too. */
  async replay(id: string, from: Position | 'now', actor: Actor): Promise<WebhookView> {
    const start = await this.#startAt(from)
    return this.#change(id, actor, (webhook) => ({ ...webhook, start }))
  }

  /** Both secrets sign for a while, so that the receiver can change over without refusing anything. */
  async rotateSecret(id: string, { overlapMs, actor }: { readonly overlapMs: number; readonly actor: Actor }): Promise<WebhookWithSecret> {
    const now = this.#now()
    await this.#change(id, actor, (webhook) => ({ ...webhook, secrets: rotated(webhook.secrets, { now, overlapMs }) }))
    return this.#withSecret(id)
  }

  /** Throws `NoSuchWebhook`. Its place goes when whoever delivers notices. */
  async remove(id: string): Promise<void> {
    for (let attempt = 0; attempt < attemptsToChange; attempt += 1) {
      const { revision } = await this.#recordOf(id)
      if (await this.options.store.remove(webhookKind, id, revision)) return
    }
    return conflict(id)
  }

  async #change(id: string, actor: Actor, changed: (webhook: Webhook, deed: Webhook['changed']) => Webhook): Promise<WebhookView> {
    for (let attempt = 0; attempt < attemptsToChange; attempt += 1) {
      const record = await this.#recordOf(id)
      const deed = { at: this.#now().toISOString(), by: actor }
      const webhook = { ...changed(webhookIn(record), deed), changed: deed }
      if ((await this.options.store.put(webhookKind, id, recordOf(webhook), record.revision)) !== undefined) return this.get(id)
    }
    return conflict(id)
  }

  async #repeated(id: string, { key, requestHash }: { readonly key: string; readonly requestHash: string }): Promise<(WebhookWithSecret & { readonly repeated: boolean }) | undefined> {
    const record = await this.options.store.get(webhookKind, id)
    if (record === undefined) return undefined
    if (webhookIn(record).requestHash !== requestHash) throw new CommandIdReused(key)
    return { ...(await this.#withSecret(id)), repeated: true }
  }

  async #withSecret(id: string): Promise<WebhookWithSecret> {
    const [newest] = webhookIn(await this.#recordOf(id)).secrets
    if (newest === undefined) throw new Error(`webhook ${id} has no secret`)
    return { webhook: await this.get(id), secret: await this.options.secrets.textOf(id, newest) }
  }

  async #recordOf(id: string): Promise<DeliveryRecord> {
    const record = await this.options.store.get(webhookKind, id)
    if (record === undefined) throw new NoSuchWebhook(id)
    return record
  }

  /** Throws `BeyondLog`. */
  async #startAt(from: Position | 'now'): Promise<Start> {
    const incarnation = await this.options.log.incarnation()
    const head = await this.options.log.head()
    if (from !== 'now' && from > head) throw new BeyondLog(from, head, incarnation)
    return { id: randomUUID(), incarnation, position: from === 'now' ? head : from }
  }

  #now(): Date {
    return this.options.now?.() ?? new Date()
  }
}

const conflict = (id: string): never => {
  throw new Conflict(`webhook:${id}`)
}
