import { structuredContentType, type PublishingLog } from '#contracts'
import { LogUnavailable, type EventLog, type Position } from '#event-log'
import { LeaseLost, sleep } from '#platform'
import { DeliveryStoreUnavailable, type DeliveryStore } from '../delivery-store.js'
import type { EventFilter } from '../event-filter.js'
import { readPage } from '../read-page.js'
import type { Turns } from '../turns.js'
import { backOffMs, retryAfterMs } from './back-off.js'
import type { Clock } from './clock.js'
import type { LogTail } from './log-tail.js'
import type { Answer, Receiver } from './receiver.js'
import { placeIn, placeKind, recordOf, type Stopped, type StopCode, type Webhook, type WebhookPlace } from './webhook.js'
import type { WebhookSecrets } from './webhook-secrets.js'

/** What all deliveries of a process share while it leads. */
export interface DeliveryShared {
  readonly log: EventLog
  readonly published: PublishingLog
  readonly store: DeliveryStore
  readonly secrets: WebhookSecrets
  readonly tail: LogTail
  /** Those that are behind take turns in reading. */
  readonly turns: Turns
  readonly clock: Clock
  readonly limits: DeliveryLimits
  /** Told of every attempt. */
  readonly counts: { taken: number; failed: number }
}

export interface DeliveryLimits {
  /** Events that are read at once for a subscription that is behind. */
  readonly pageEvents: number
  readonly maxPageLength: number
  /** Positions that are looked at for a page. */
  readonly lookAtMost: number
  /** A place that has moved past hidden events is stored when it has moved so far, or so long after it was stored. */
  readonly unsavedPositions: number
  readonly unsavedMs: number
}

export const defaultDeliveryLimits: DeliveryLimits = { pageEvents: 20, maxPageLength: 65_536, lookAtMost: 10_000, unsavedPositions: 1_000, unsavedMs: 10_000 }

/** A subscription as it stands, with what its delivery needs of its own. */
export interface Subscription {
  readonly id: string
  readonly revision: number
  readonly webhook: Webhook
  readonly filter: EventFilter
  readonly receiver: Receiver
}

interface Due {
  readonly position: Position
  readonly eventId: string
  readonly body: Buffer
}

/** While the log or the records are out of reach. */
const storeRetryMs = 1_000

/** Brings one subscription's events to its receiver, one after the other; the next one goes out when the one before was taken. */
export class Delivery {
  readonly #changing = new AbortController()
  #place: WebhookPlace
  #revision = 0
  /** As far as is stored, and since when. */
  #stored: Position = -1
  #storedAtMs = 0
  #buffer: readonly Due[] = []
  /** The place behind the buffer, past what the filter hides. */
  #afterBuffer: Position = 0

  constructor(
    private readonly shared: DeliveryShared,
    readonly subscription: Subscription,
  ) {
    const { start } = subscription.webhook
    this.#place = { startId: start.id, position: start.position }
  }

  get place(): WebhookPlace {
    return this.#place
  }

  /** Ends when the event that is on its way has an answer. */
  stop(): void {
    this.#changing.abort()
  }

  /** Until it is stopped or `ending` aborts, which breaks off the attempt that is on its way. Throws `LeaseLost`. */
  async run(ending: AbortSignal): Promise<void> {
    const stop = () => this.stop()
    ending.addEventListener('abort', stop)
    try {
      if (!ending.aborted && (await this.#begin())) while (!this.#changing.signal.aborted) await this.#step(ending)
      if (this.#revision > 0 && this.#place.position > this.#stored) await this.#save(this.#place)
    } finally {
      ending.removeEventListener('abort', stop)
      this.subscription.receiver.close()
    }
  }

  /** From here on nobody who delivered before can store a place. False where there is nothing to do until something changes. */
  async #begin(): Promise<boolean> {
    const { id, revision, webhook } = this.subscription
    const stored = await this.#untilReached(() => this.shared.store.get(placeKind, id))
    const known = stored && placeIn(stored)
    this.#revision = stored?.revision ?? 0
    if (known?.startId === webhook.start.id) this.#place = known
    const { stopped, position } = this.#place
    if (stopped?.code === 'receiver-gone' && stopped.revision === revision) return false
    if (webhook.start.incarnation !== this.shared.published.incarnation) return this.#halt('log-replaced')
    const head = await this.#untilReached(() => this.shared.log.head())
    if (head === undefined) return false
    if (position > head) return this.#halt('beyond-log', `${position} > ${head}`)
    // One that could not be published may be by now: that shows when it goes out.
    await this.#save(stopped?.code === 'event-unpublishable' ? this.#place : { ...this.#place, stopped: undefined })
    await this.#untilReached(() => this.subscription.filter.readyTo(this.shared.log, this.#place.position))
    return true
  }

  async #step(ending: AbortSignal): Promise<void> {
    await this.#waitForNextAttempt()
    if (this.#changing.signal.aborted) return
    const due = await this.#next()
    if (due !== undefined) return this.#deliver(due, ending)
    const { unsavedMs, unsavedPositions } = this.shared.limits
    const unsaved = this.#place.position - this.#stored
    if (unsaved >= unsavedPositions || (unsaved > 0 && performance.now() - this.#storedAtMs >= unsavedMs)) await this.#save(this.#place)
  }

  /** A subscription that has been changed since is tried at once. */
  async #waitForNextAttempt(): Promise<void> {
    const { retrying } = this.#place
    if (retrying === undefined || Date.parse(retrying.lastAt) < Date.parse(this.subscription.webhook.changed.at)) return
    const waitMs = Date.parse(retrying.nextAt) - this.shared.clock.now().getTime()
    if (waitMs > 0) await this.shared.clock.sleep(waitMs, this.#changing.signal)
  }

  /** What is to be delivered next; undefined after looking at some of the log, or waiting for news, in vain. */
  async #next(): Promise<Due | undefined> {
    const [first] = this.#buffer
    if (first !== undefined) return first
    if (this.#place.position < this.#afterBuffer) this.#moveTo(this.#afterBuffer)
    return this.shared.tail.covers(this.#place.position) ? this.#nextOfTail() : this.#nextOfPage()
  }

  async #nextOfTail(): Promise<Due | undefined> {
    const { tail, limits } = this.shared
    for (let frame = tail.get(this.#place.position + 1); frame !== undefined; frame = tail.get(this.#place.position + 1)) {
      if (this.subscription.filter.matches(frame)) return frame.frame.length === 0 ? this.#nextOfPage() : { ...frame, body: frame.frame }
      this.#moveTo(frame.position)
    }
    await tail.news(limits.unsavedMs, this.#changing.signal)
    return undefined
  }

  async #nextOfPage(): Promise<Due | undefined> {
    const { pageEvents } = this.shared.limits
    // Of a receiver that is down no more is kept than what it is tried with.
    const isCalm = this.#place.retrying === undefined && this.#place.stopped === undefined
    try {
      await this.#read(isCalm ? pageEvents : 1)
    } catch (error) {
      if (error instanceof LogUnavailable) await sleep(storeRetryMs, this.#changing.signal)
      else await this.#readOne()
    }
    return this.#buffer[0]
  }

  /** The events before the one that can't be published go out before it is known which it is. */
  async #readOne(): Promise<void> {
    try {
      await this.#read(1)
    } catch (error) {
      if (error instanceof LogUnavailable) return sleep(storeRetryMs, this.#changing.signal)
      await this.#halt('event-unpublishable', String(error).slice(0, 300))
    }
  }

  async #read(limit: number): Promise<void> {
    const { log, published, turns, limits } = this.shared
    const { maxPageLength: maxLength, lookAtMost } = limits
    const page = await turns.take(() => readPage(log, published, { after: this.#place.position, filter: this.subscription.filter, limit, maxLength, lookAtMost }))
    this.#buffer = page.events.map(({ position, eventId, json }) => ({ position, eventId, body: Buffer.from(json) }))
    this.#afterBuffer = page.next
  }

  async #deliver(due: Due, ending: AbortSignal): Promise<void> {
    const { clock, secrets, counts } = this.shared
    const { id, webhook, receiver } = this.subscription
    const now = clock.now()
    const timestamp = Math.floor(now.getTime() / 1000)
    const signature = await secrets.signatures(id, webhook, { id: due.eventId, timestamp, body: due.body, now })
    const answer = await receiver.post(headersOf(due, timestamp, signature), due.body, ending)
    if (answer.isTaken) {
      counts.taken += 1
      this.#buffer = this.#buffer.slice(1)
      return this.#save({ startId: webhook.start.id, position: due.position, deliveredAt: clock.now().toISOString() })
    }
    // An attempt that was broken off by us says nothing of the receiver.
    if (ending.aborted) return
    counts.failed += 1
    await this.#failed(answer)
  }

  async #failed({ failure, retryAfter }: Answer & { readonly isTaken: false }): Promise<void> {
    this.#buffer = []
    this.#afterBuffer = 0
    if (failure.status === 410) {
      await this.#halt('receiver-gone')
      return
    }
    const now = this.shared.clock.now()
    const before = this.#place.retrying
    const attempts = (before?.attempts ?? 0) + 1
    const waitMs = Math.max(backOffMs(attempts, Math.random()), retryAfterMs(retryAfter, now.getTime()) ?? 0)
    const retrying = { since: before?.since ?? now.toISOString(), attempts, lastAt: now.toISOString(), nextAt: new Date(now.getTime() + waitMs).toISOString(), failure }
    await this.#save({ ...this.#place, stopped: undefined, retrying })
  }

  /** Nothing more goes out until somebody has changed something. */
  async #halt(code: StopCode, detail?: string): Promise<false> {
    const stopped: Stopped = { code, at: this.shared.clock.now().toISOString(), revision: this.subscription.revision, detail }
    this.stop()
    await this.#save({ ...this.#place, stopped, retrying: undefined })
    return false
  }

  #moveTo(position: Position): void {
    this.#place = { ...this.#place, position }
  }

  /** What was delivered has to be stored before anything else goes out. */
  async #save(place: WebhookPlace): Promise<void> {
    const { store } = this.shared
    this.#place = place
    const revision = await this.#untilReached(async () => ({ stored: await store.put(placeKind, this.subscription.id, recordOf(place), this.#revision) }), 5)
    if (revision === undefined) return
    if (revision.stored === undefined) throw new LeaseLost(`another process delivers ${this.subscription.id}`)
    this.#revision = revision.stored
    this.#stored = place.position
    this.#storedAtMs = performance.now()
  }

  /** Tries again while what it needs is out of reach; undefined where it is to end before that, after a few attempts more. */
  async #untilReached<Result>(work: () => Promise<Result>, attemptsAtEnd = 1): Promise<Result | undefined> {
    for (let left = attemptsAtEnd; ;) {
      try {
        return await work()
      } catch (error) {
        if (!isOutOfReach(error)) throw error
      }
      if (this.#changing.signal.aborted && (left -= 1) <= 0) return undefined
      await sleep(storeRetryMs, left === attemptsAtEnd ? this.#changing.signal : undefined)
    }
  }
}

const isOutOfReach = (error: unknown): boolean => error instanceof LogUnavailable || error instanceof DeliveryStoreUnavailable

const headersOf = ({ eventId, body }: Due, timestamp: number, signature: string): Readonly<Record<string, string>> => ({
  'content-type': structuredContentType,
  'content-length': String(body.length),
  'user-agent': 'sinhke-webhooks/1',
  'webhook-id': eventId,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signature,
})
