import type { Writable } from 'node:stream'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import type { PublishingLog } from '#contracts'
import type { EventLog, Position, RecordedEvent } from '#event-log'
import { feedEventOf } from './feed-event.js'
import type { FeedLimits } from './feed-limits.js'
import { Reader, type ReaderRequest, type Readership } from './reader.js'
import { readPage } from './read-page.js'
import { RecentFrames, type RecentFrame } from './recent-frames.js'
import { frameOf } from './sse.js'
import { Turns } from './turns.js'

export interface LiveFeedOptions {
  readonly log: EventLog
  readonly published: PublishingLog
  readonly limits: FeedLimits
  readonly head: Position
}

/** Events of a page for a reader that is behind. */
const pageEvents = 200
/** Readers that are behind and read at once; the others of them wait. */
const pagesAtOnce = 4
/** What readers that come again after a restart have missed should be here at once. */
const recentAtStart = 2_000
/** Readers that are served between two turns of the event loop. */
const readersATurn = 200
/** Each tick serves its part of the readers, so that not all of them are written to at once. */
const ticksAHeartbeat = 15
const retryFollowingMs = 1_000

/** One follower of the log for all streams of a process; every event is published and serialised once. */
export class LiveFeed {
  readonly published: PublishingLog
  readonly #options: LiveFeedOptions
  readonly #recent: RecentFrames
  readonly #shared: Readership
  readonly #readers = new Map<Reader, number>()
  readonly #closing = new AbortController()
  readonly #ticker: NodeJS.Timeout
  readonly #following: Promise<void>
  #ticks = 0
  #failure: string | undefined

  constructor(options: LiveFeedOptions) {
    const { log, published, limits, head } = options
    this.#options = options
    this.published = published
    this.#recent = new RecentFrames({ mostEvents: limits.recentEvents, mostBytes: limits.recentBytes }, Math.max(0, head - Math.min(recentAtStart, limits.recentEvents)))
    this.#shared = {
      ...limits, incarnation: published.incarnation, recent: this.#recent, turns: new Turns(pagesAtOnce),
      page: (after, filter) => readPage(log, published, { after, filter, limit: pageEvents, maxLength: limits.mostUnsentBytes, lookAtMost: limits.lookAtMost }),
      left: (reader) => this.#readers.delete(reader),
    }
    this.#ticker = setInterval(() => this.#tick(), limits.heartbeatMs / ticksAHeartbeat)
    this.#following = this.#follow(this.#closing.signal)
  }

  get readers(): number {
    return this.#readers.size
  }

  /** Why nothing new is sent just now. */
  get failure(): string | undefined {
    return this.#failure
  }

  join(request: ReaderRequest, sink: Writable): void {
    // Its connection may have broken before it came here; then nobody would tell that it is gone.
    if (sink.destroyed) return
    const phase = Math.floor(Math.random() * ticksAHeartbeat)
    this.#readers.set(new Reader(this.#shared, request, sink), phase)
  }

  async close(): Promise<void> {
    clearInterval(this.#ticker)
    this.#closing.abort()
    await this.#following
    for (const reader of this.#readers.keys()) reader.end()
    while (this.#readers.size > 0) await pause(10)
  }

  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#followOn(signal)
      } catch (error) {
        // Told by `failure`: an event that can't be published is never skipped.
        this.#failure = String(error)
      }
      await pause(retryFollowingMs, undefined, { signal }).catch(() => undefined)
    }
  }

  async #followOn(signal: AbortSignal): Promise<void> {
    for await (const batch of this.#options.log.follow(this.#recent.end, signal)) {
      try {
        for (const event of batch) this.#recent.add(this.#frameOf(event))
        this.#failure = undefined
      } finally {
        // Also where the batch holds one that can't be published: those before it are here.
        await this.#wake()
      }
    }
  }

  #frameOf(event: RecordedEvent): RecentFrame {
    const { json, ...facts } = feedEventOf(event, this.published)
    return { ...facts, frame: frameOf({ ...facts, json }, this.published.incarnation) }
  }

  async #wake(): Promise<void> {
    let served = 0
    for (const reader of this.#readers.keys()) {
      reader.send()
      served += 1
      if (served % readersATurn === 0) await nextTurn()
    }
  }

  #tick(): void {
    const nowMs = Date.now()
    this.#ticks += 1
    for (const [reader, phase] of this.#readers) {
      reader.check(nowMs)
      if ((this.#ticks + phase) % ticksAHeartbeat === 0) reader.beat()
    }
    if (this.#ticks % ticksAHeartbeat === 0) void this.#checkIncarnation()
  }

  /** A log that was replaced under the running process: its readers come again, and are told. */
  async #checkIncarnation(): Promise<void> {
    const incarnation = await this.#options.log.incarnation().catch(() => this.published.incarnation)
    if (incarnation !== this.published.incarnation) for (const reader of this.#readers.keys()) reader.end()
  }
}
