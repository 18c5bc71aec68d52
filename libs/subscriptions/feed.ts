import type { Writable } from 'node:stream'
import { logSourceOf, type PublishingLog } from '#contracts'
import type { EventLog, Position } from '#event-log'
import { BeyondLog, LogReplaced, TooManyReaders } from './errors.js'
import type { FeedFilter } from './event-filter.js'
import { EventFilters } from './event-filters.js'
import { defaultLimits, type FeedLimits } from './feed-limits.js'
import { LiveFeed } from './live-feed.js'
import { readPage, type FeedPage } from './read-page.js'

export interface FeedOptions {
  readonly log: EventLog
  /** The log's name in `source`; its incarnation unless given. */
  readonly logName?: string | undefined
  readonly limits?: Partial<FeedLimits> | undefined
}

/** From where, of which incarnation, and what. */
export interface FeedRequest {
  readonly after: Position
  /** The incarnation that the position is of, where the reader knows it. */
  readonly incarnation?: string | undefined
  readonly filter: FeedFilter
}

/** The feed of one process: pages of published events, and streams of them that all live on one follower of the log. */
export class Feed {
  readonly #log: EventLog
  readonly #logName: string | undefined
  readonly #limits: FeedLimits
  #filters = new EventFilters()
  #live: LiveFeed | undefined
  #isClosed = false

  constructor({ log, logName, limits }: FeedOptions) {
    this.#log = log
    this.#logName = logName
    this.#limits = { ...defaultLimits, ...limits }
  }

  /** Throws `LogReplaced` and `BeyondLog`. */
  async page({ limit, ...request }: FeedRequest & { readonly limit: number }): Promise<FeedPage & { readonly incarnation: string }> {
    const { incarnation } = await this.#checkPlace(request)
    const { lookAtMost, maxPageLength: maxLength } = this.#limits
    const page = await readPage(this.#log, this.#published(incarnation), { after: request.after, filter: this.#filters.of(request.filter), limit, maxLength, lookAtMost })
    return { ...page, incarnation }
  }

  /** Throws `LogReplaced`, `BeyondLog` and `TooManyReaders`; what it answers starts the stream on a response whose head is sent. */
  async stream(request: FeedRequest): Promise<(sink: Writable, expiresAtMs: number) => void> {
    const { incarnation, head } = await this.#checkPlace(request)
    if (this.#isClosed || this.readers >= this.#limits.mostReaders) throw new TooManyReaders()
    const filter = this.#filters.of(request.filter)
    await filter.readyTo(this.#log, request.after)
    return (sink, expiresAtMs) => this.#liveOf(incarnation, head).join({ after: request.after, filter, expiresAtMs }, sink)
  }

  get readers(): number {
    return this.#live?.readers ?? 0
  }

  /** Why streams don't get on just now. */
  get failure(): string | undefined {
    return this.#live?.failure
  }

  /** Ends every stream behind a whole event. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#live?.close()
  }

  async #checkPlace({ after, incarnation: asked }: FeedRequest): Promise<{ readonly incarnation: string; readonly head: Position }> {
    const incarnation = await this.#log.incarnation()
    if (asked !== undefined && asked !== incarnation) throw new LogReplaced(asked, incarnation)
    const head = await this.#log.head()
    if (after > head) throw new BeyondLog(after, head, incarnation)
    return { incarnation, head }
  }

  /** A log that was replaced under the running process gets a follower of its own, and the readers of the other come again. */
  #liveOf(incarnation: string, head: Position): LiveFeed {
    if (this.#live?.published.incarnation === incarnation) return this.#live
    void this.#live?.close()
    this.#filters = new EventFilters()
    this.#live = new LiveFeed({ log: this.#log, published: this.#published(incarnation), limits: this.#limits, head })
    return this.#live
  }

  #published(incarnation: string): PublishingLog {
    return { source: logSourceOf({ name: this.#logName, incarnation }), incarnation }
  }
}
