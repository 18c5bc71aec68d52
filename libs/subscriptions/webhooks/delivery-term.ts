import { setMaxListeners } from 'node:events'
import type { PublishingLog } from '#contracts'
import type { Position } from '#event-log'
import { LeaseLost, sleep } from '#platform'
import type { DeliveryRecord } from '../delivery-store.js'
import { EventFilters } from '../event-filters.js'
import { Delivery, type DeliveryShared } from './delivery.js'
import { LogTail } from './log-tail.js'
import { Receiver, type ReceiverOptions } from './receiver.js'
import { isStopped, webhookIn, webhookKind, placeKind } from './webhook.js'

export interface TermOptions extends Omit<DeliveryShared, 'tail' | 'published'> {
  readonly receivers: ReceiverOptions
  /** How often it is looked whether subscriptions have changed. */
  readonly lookEveryMs: number
}

/** How subscriptions are, by number. */
export interface WebhookCounts {
  readonly active: number
  readonly retrying: number
  readonly stopped: number
  readonly paused: number
  /** Of those that are not paused: positions that the furthest behind has still before it. */
  readonly mostLag: number
}

interface Known {
  readonly revision: number
  /** None while it is paused. */
  readonly delivery?: Delivery | undefined
  /** Those before it end first. */
  readonly ended: Promise<void>
}

/** After an error that nobody foresaw. */
const restartAfterMs = 5_000

/** Deliveries of all subscriptions while this process is the one that delivers. */
export class DeliveryTerm {
  readonly #known = new Map<string, Known>()
  /** Removed, but not at rest yet. */
  readonly #leaving = new Map<string, Promise<void>>()
  readonly #filters = new EventFilters()
  readonly #ending = new AbortController()
  readonly #shared: DeliveryShared
  #lost: LeaseLost | undefined
  #failing: string | undefined

  private constructor(
    private readonly options: TermOptions,
    published: PublishingLog,
    head: Position,
  ) {
    // Every delivery waits on it.
    setMaxListeners(0, this.#ending.signal)
    this.#shared = { ...options, published, tail: new LogTail(options.log, published, head) }
  }

  static async begin(options: TermOptions, publishedOf: (incarnation: string) => PublishingLog): Promise<DeliveryTerm> {
    const { log } = options
    return new DeliveryTerm(options, publishedOf(await log.incarnation()), await log.head())
  }

  /** What goes wrong just now, beside receivers that fail. */
  get failing(): string | undefined {
    return this.#failing ?? this.#shared.tail.failure
  }

  /** Told without asking the log, which may not answer. */
  get counts(): WebhookCounts {
    const head = this.#shared.tail.end
    const running = [...this.#known.values()].map(({ delivery, revision }) => ({ place: delivery?.place, revision }))
    const going = running.flatMap(({ place, revision }) => (place === undefined ? [] : [{ place, isStopped: isStopped(place, revision) }]))
    const stopped = going.filter((each) => each.isStopped).length
    const retrying = going.filter(({ place, isStopped: hasStopped }) => !hasStopped && place.retrying !== undefined).length
    return { active: going.length - stopped - retrying, retrying, stopped, paused: running.length - going.length, mostLag: Math.max(0, ...going.map(({ place }) => head - place.position)) }
  }

  /** Until the signal aborts. Throws `LeaseLost` when another process turns out to deliver. */
  async run(signal: AbortSignal): Promise<void> {
    const end = () => this.#ending.abort()
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
    try {
      while (!this.#ending.signal.aborted) {
        await this.#look()
        await sleep(this.options.lookEveryMs, this.#ending.signal)
      }
    } finally {
      end()
      signal.removeEventListener('abort', end)
      await Promise.all([...[...this.#known.values()].map(({ ended }) => ended), ...this.#leaving.values()])
      await this.#shared.tail.ended()
    }
    if (this.#lost !== undefined) throw this.#lost
  }

  /** Takes up what has been subscribed, changed or removed since it last looked. */
  async #look(): Promise<void> {
    const { store, log } = this.options
    try {
      if ((await log.incarnation()) !== this.#shared.published.incarnation) return this.#ending.abort()
      // A place is made after its subscription: one without any is left over.
      const places = await store.list(placeKind)
      const records = await store.list(webhookKind)
      for (const record of records) if (this.#known.get(record.id)?.revision !== record.revision) this.#take(record)
      await this.#drop(new Set(records.map(({ id }) => id)), places)
      this.#failing = undefined
    } catch (error) {
      this.#failing = String(error).slice(0, 200)
    }
  }

  #take(record: DeliveryRecord): void {
    const webhook = webhookIn(record)
    const { id, revision } = record
    const before = this.#known.get(id)
    const endedBefore = before?.ended ?? this.#leaving.get(id) ?? Promise.resolve()
    before?.delivery?.stop()
    if (webhook.paused !== undefined) return void this.#known.set(id, { revision, ended: endedBefore })
    this.#shared.tail.follow(this.#ending.signal)
    const delivery = new Delivery(this.#shared, { id, revision, webhook, filter: this.#filters.of(webhook.filter), receiver: new Receiver(webhook.url, this.options.receivers) })
    const ended = endedBefore.then(() => this.#run(delivery))
    this.#known.set(id, { revision, delivery, ended })
  }

  async #run(delivery: Delivery): Promise<void> {
    try {
      await delivery.run(this.#ending.signal)
    } catch (error) {
      if (error instanceof LeaseLost) {
        this.#lost = error
        return this.#ending.abort()
      }
      // Taken up again as if it had changed.
      this.#failing = String(error).slice(0, 200)
      await sleep(restartAfterMs, this.#ending.signal)
      const { id, revision } = delivery.subscription
      const known = this.#known.get(id)
      if (known?.delivery === delivery) this.#known.set(id, { ...known, revision: -revision })
    }
  }

  async #drop(ids: ReadonlySet<string>, places: readonly DeliveryRecord[]): Promise<void> {
    for (const [id, { delivery, ended }] of this.#known) {
      if (ids.has(id)) continue
      delivery?.stop()
      this.#known.delete(id)
      this.#leaving.set(id, ended.then(() => void this.#leaving.delete(id)))
    }
    // The place of one whose last attempt is on its way is still stored by it.
    for (const { id, revision } of places) if (!ids.has(id) && !this.#leaving.has(id)) await this.options.store.remove(placeKind, id, revision)
  }
}
