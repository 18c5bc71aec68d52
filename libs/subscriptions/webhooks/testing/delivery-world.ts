import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor, EventLog } from '#event-log'
import { openSqliteEventLog } from '#event-log/sqlite/index'
import { openSqliteViewStore } from '#read-models/sqlite/sqlite-view-store'
import { openSqliteDeliveryStore } from '../../deliveries/sqlite-delivery-store.js'
import type { DeliveryStore } from '../../delivery-store.js'
import type { Clock } from '../clock.js'
import { ReceiverNetworks } from '../receiver-networks.js'
import { WebhookDeliverer, type WebhookDelivererOptions } from '../webhook-deliverer.js'
import { WebhookSecrets } from '../webhook-secrets.js'
import { Webhooks, type WebhookRequest, type WebhookWithSecret } from '../webhooks.js'

export const manager: Actor = { id: '9d1f7f0a-5b0e-4d4e-8a0c-2f6a1b7c3d4e', role: 'manager' }
export const loopback = new ReceiverNetworks(['127.0.0.0/8', '::1/128'])

type Changed = Partial<Pick<WebhookDelivererOptions, 'networks' | 'clock' | 'resolve' | 'limits' | 'leases' | 'store' | 'log'>>

/** Test support: a log, records and leases in files, subscriptions over them, and as many deliverers as a test wants. */
export class DeliveryWorld {
  readonly #deliverers: WebhookDeliverer[] = []
  #keys = 0

  private constructor(
    readonly folder: string,
    readonly log: EventLog,
    readonly store: DeliveryStore,
    private readonly views: Awaited<ReturnType<typeof openSqliteViewStore>>,
  ) {}

  static async open(): Promise<DeliveryWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'sinhke-webhooks-'))
    const file = (name: string) => ({ file: join(folder, name) })
    return new DeliveryWorld(folder, await openSqliteEventLog(file('log.db')), await openSqliteDeliveryStore(file('subscriptions.db')), await openSqliteViewStore(file('views.db')))
  }

  readonly secrets = new WebhookSecrets(async () => Buffer.alloc(32, 7))

  webhooks({ networks = loopback, now }: { readonly networks?: ReceiverNetworks; readonly now?: () => Date } = {}): Webhooks {
    return new Webhooks({ log: this.log, store: this.store, secrets: this.secrets, networks, now })
  }

  register(request: Partial<WebhookRequest> & { readonly url: string }, webhooks = this.webhooks()): Promise<WebhookWithSecret> {
    this.#keys += 1
    return webhooks.register({ filter: {}, from: 0, ...request }, { key: String(this.#keys), actor: manager })
  }

  deliverer({ limits, ...changed }: Changed = {}): WebhookDeliverer {
    const deliverer = new WebhookDeliverer({ log: this.log, store: this.store, leases: this.views, secrets: this.secrets, networks: loopback, clock: hurried, limits: { lookEveryMs: 10, ...limits }, ...changed })
    this.#deliverers.push(deliverer)
    return deliverer
  }

  deliver(changed: Changed = {}): WebhookDeliverer {
    const deliverer = this.deliverer(changed)
    deliverer.start()
    return deliverer
  }

  async remove(): Promise<void> {
    await Promise.all(this.#deliverers.map((deliverer) => deliverer.stop()))
    await this.views.close()
    await this.store.close()
    await this.log.close()
    await rm(this.folder, { recursive: true })
  }
}

/** The hour is now, but nobody waits longer than a moment. */
export const hurried: Clock = { now: () => new Date(), sleep: () => new Promise((resolve) => setTimeout(resolve, 5)) }

/** Waiting passes at once, and the time with it. */
export class SimulatedClock implements Clock {
  #nowMs: number

  constructor(start: Date) {
    this.#nowMs = start.getTime()
  }

  now(): Date {
    return new Date(this.#nowMs)
  }

  async sleep(durationMs: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 1))
    this.#nowMs += durationMs
  }
}
