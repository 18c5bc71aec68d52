import { logSourceOf } from '#contracts'
import type { EventLog } from '#event-log'
import { Leadership, sleep, type Leases } from '#platform'
import type { DeliveryStore } from '../delivery-store.js'
import { Turns } from '../turns.js'
import { systemClock, type Clock } from './clock.js'
import { defaultDeliveryLimits, type DeliveryLimits } from './delivery.js'
import { DeliveryTerm, type WebhookCounts } from './delivery-term.js'
import type { ReceiverNetworks } from './receiver-networks.js'
import { resolveHost, type ResolveHost } from './resolve-host.js'
import type { WebhookSecrets } from './webhook-secrets.js'

export interface WebhookDelivererOptions {
  readonly log: EventLog
  readonly store: DeliveryStore
  readonly leases: Leases
  readonly secrets: WebhookSecrets
  readonly networks: ReceiverNetworks
  /** The log's name in `source`; its incarnation unless given. */
  readonly logName?: string | undefined
  readonly clock?: Clock | undefined
  readonly resolve?: ResolveHost | undefined
  readonly limits?: Partial<DeliveryLimits & { readonly timeoutMs: number; readonly lookEveryMs: number }> | undefined
}

export interface WebhookStatus {
  /** Whether this process is the one that delivers. */
  readonly isDelivering: boolean
  /** What is being tried again; a receiver that fails is none of it. */
  readonly failing?: string | undefined
  /** Known where it delivers. */
  readonly webhooks?: WebhookCounts | undefined
  /** Attempts of this process since it started. */
  readonly attempts: { readonly taken: number; readonly failed: number }
}

const takeOverMs = 4_000
const retryAfterMs = 1_000
const failingForMs = 10_000
const attemptTimeoutMs = 10_000
const lookEveryMs = 1_000
const pagesAtOnce = 4

/** Delivers webhooks in one process at a time; the others stand by. */
export class WebhookDeliverer {
  readonly #stopping = new AbortController()
  readonly #counts = { taken: 0, failed: 0 }
  #running: Promise<void> | undefined
  #term: DeliveryTerm | undefined
  /** What ended the last term, and when. */
  #failure: { readonly text: string; readonly atMs: number } | undefined

  constructor(private readonly options: WebhookDelivererOptions) {}

  start(): void {
    this.#running ??= this.#run(this.#stopping.signal)
  }

  /** Told from memory, whatever is out of reach. */
  get status(): WebhookStatus {
    const term = this.#term
    const attempts = { ...this.#counts }
    if (term === undefined) return { isDelivering: false, failing: this.#failing, attempts }
    return { isDelivering: true, failing: term.failing, webhooks: term.counts, attempts }
  }

  /** Places are stored and the lease is left to others. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  /** Errors pass: log and records may be out of reach for a while. */
  async #run(signal: AbortSignal): Promise<void> {
    const leadership = new Leadership({ leases: this.options.leases, name: 'webhooks', takeOverMs })
    while (!signal.aborted) {
      try {
        await leadership.run(signal, (_lease, ending) => this.#deliver(ending))
      } catch (error) {
        this.#failure = { text: String(error).slice(0, 200), atMs: performance.now() }
        await sleep(retryAfterMs, signal)
      }
    }
  }

  /** What hinders comes again every second or two. */
  get #failing(): string | undefined {
    return this.#failure !== undefined && performance.now() - this.#failure.atMs < failingForMs ? this.#failure.text : undefined
  }

  async #deliver(ending: AbortSignal): Promise<void> {
    const { log, store, secrets, networks, logName: name, clock = systemClock, resolve = resolveHost, limits = {} } = this.options
    const receivers = { networks, resolve, timeoutMs: limits.timeoutMs ?? attemptTimeoutMs }
    const options = { log, store, secrets, clock, receivers, limits: { ...defaultDeliveryLimits, ...limits }, lookEveryMs: limits.lookEveryMs ?? lookEveryMs, turns: new Turns(pagesAtOnce), counts: this.#counts }
    // A vault that is out of reach holds up the term, not each delivery.
    await secrets.ready()
    this.#term = await DeliveryTerm.begin(options, (incarnation) => ({ source: logSourceOf({ name, incarnation }), incarnation }))
    try {
      await this.#term.run(ending)
    } finally {
      this.#term = undefined
    }
  }
}
