import { setTimeout as timer } from 'node:timers/promises'
import { BackOff } from './back-off.js'
import { Connection, type Server } from './connection.js'
import { FeedUnavailable, MalformedEvent, MissedEvents } from './errors.js'
import { eventOfJson, positionOf, type FeedEvent } from './event.js'
import { EventStreamReader, type StreamBlock } from './event-stream.js'
import { feedAddress, hidesAnything, type FeedFilter } from './feed-address.js'
import { idOfPlace, placeOfId, Tracker, type Place } from './place.js'
import { readPages } from './reading-pages.js'

export interface FollowRequest {
  /** Events behind this position; the saved one, 0 at first. */
  readonly after?: number | undefined
  /** The saved incarnation: of another one it ends with `LogReplaced`. */
  readonly incarnation?: string | undefined
  readonly filter?: FeedFilter | undefined
  /** Ends it, quietly. */
  readonly signal?: AbortSignal | undefined
}

/** An event, or without one a heartbeat that moved the place past what the filter hides, or told of which log it is. */
export interface FeedStep {
  readonly event?: FeedEvent
  /** Save it with what the event does. */
  readonly place: Place
}

export interface Patience {
  /** Before the second attempt, until the server says otherwise. */
  readonly firstWaitMs: number
  readonly mostWaitMs: number
  /** Told each time when there is to be a wait. */
  readonly onTrouble: (trouble: Error, waitMs: number) => void
}

/** The feed for as long as it is asked for: connects, and connects again where it left off. */
export class Following {
  readonly #tracker: Tracker
  readonly #backOff: BackOff
  /** Where something came that can't be: asked for once more, it may have been the way here that spoiled it. */
  #doubtedAt: number | undefined
  /** Whether anything came on the last stream. */
  #hasStream = false

  constructor(private readonly server: Server, private readonly request: FollowRequest, private readonly patience: Patience) {
    this.#tracker = new Tracker({ after: request.after ?? 0, incarnation: request.incarnation }, hidesAnything(request.filter ?? {}) ? 'what the filter hides' : 'nothing')
    this.#backOff = new BackOff(patience.firstWaitMs, patience.mostWaitMs)
  }

  async *steps(): AsyncGenerator<FeedStep, void, void> {
    for (let byPages = false; !this.#isOver; ) {
      try {
        yield* byPages ? this.#pages() : this.#stream()
        byPages = false
        await this.#wait()
      } catch (error) {
        if (this.#isOver) return
        // Where a proxy holds streams back, or the server has too many, pages get through.
        byPages = !byPages && (!this.#hasStream || isDoubtful(error))
        await this.#waitAfter(error)
      }
    }
  }

  get #isOver(): boolean {
    return this.request.signal?.aborted ?? false
  }

  async *#stream(): AsyncGenerator<FeedStep, void, void> {
    this.#hasStream = false
    const connection = new Connection(this.server, this.#asked({ accept: 'text/event-stream' }))
    try {
      const response = await connection.open()
      if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) throw new FeedUnavailable('the answer is no stream')
      yield* this.#stepsIn(connection.textOf(response))
    } finally {
      connection.close()
    }
  }

  async *#stepsIn(texts: AsyncIterable<string>): AsyncGenerator<FeedStep, void, void> {
    const reader = new EventStreamReader()
    for await (const text of texts) {
      for (const block of reader.push(text)) {
        // A server that answers and then breaks off at once isn't well yet.
        if (this.#hasStream) this.#backOff.succeeded()
        this.#hasStream = true
        const step = this.#take(block)
        if (step !== undefined) yield step
      }
    }
  }

  async *#pages(): AsyncGenerator<FeedStep, void, void> {
    const { filter, signal } = this.request
    for await (const { events, place } of readPages(this.server, { tracker: this.#tracker, filter, signal })) {
      this.#backOff.succeeded()
      for (const event of events) yield { event, place: { incarnation: event.incarnation, position: positionOf(event) } }
      if (events.length === 0 || hidesAnything(filter ?? {})) yield { place }
    }
  }

  #take({ id, data, retryMs }: StreamBlock): FeedStep | undefined {
    if (retryMs !== undefined) this.#backOff.begin(retryMs)
    if (data === undefined) return id !== undefined && this.#tracker.moveTo(placeOfId(id)) ? { place: this.#tracker.place } : undefined
    const event = eventOfJson(data)
    return this.#tracker.take(event) ? { event, place: this.#tracker.place } : undefined
  }

  #asked(headers: Readonly<Record<string, string>>) {
    const { filter, signal } = this.request
    const { position: after, incarnation } = this.#tracker
    const last: Record<string, string> = incarnation === undefined ? {} : { 'last-event-id': idOfPlace(this.#tracker.place) }
    return { address: feedAddress(this.server.url, { after, incarnation, filter }), after, incarnation, headers: { ...headers, ...last }, signal }
  }

  async #waitAfter(error: unknown): Promise<void> {
    if (error instanceof FeedUnavailable) return this.#wait(error)
    if (!isDoubtful(error) || this.#doubtedAt === this.#tracker.position) throw error
    this.#doubtedAt = this.#tracker.position
    await this.#wait(error)
  }

  async #wait(trouble: Error = new FeedUnavailable('the stream ended')): Promise<void> {
    const waitMs = this.#backOff.nextMs(trouble instanceof FeedUnavailable ? trouble.retryAfterMs : undefined)
    this.patience.onTrouble(trouble, waitMs)
    await timer(waitMs, undefined, { signal: this.request.signal }).catch(() => undefined)
  }
}

const isDoubtful = (error: unknown): error is Error => error instanceof MissedEvents || error instanceof MalformedEvent
