import type { Writable } from 'node:stream'
import type { Position } from '#event-log'
import type { EventFilter } from './event-filter.js'
import type { FeedPage } from './read-page.js'
import type { RecentFrames } from './recent-frames.js'
import { frameOf, heartbeat, opening } from './sse.js'
import type { Turns } from './turns.js'

/** What all readers of a process share. */
export interface Readership {
  readonly incarnation: string
  readonly recent: RecentFrames
  /** Unsent bytes at which nothing more is written to a reader. */
  readonly mostUnsentBytes: number
  /** How long they may stay unsent. */
  readonly stallMs: number
  readonly retryMs: number
  /** Those that are behind take turns in reading. */
  readonly turns: Turns
  page(after: Position, filter: EventFilter): Promise<FeedPage>
  /** Told once, when the reader is gone. */
  left(reader: Reader): void
}

export interface ReaderRequest {
  readonly after: Position
  readonly filter: EventFilter
  /** When its token ends, in ms since 1970. */
  readonly expiresAtMs: number
}

/** How long what was written may take to get out once a stream ends. */
const endingMs = 2_000

/** One stream: its place in the log, and how much of what was written to it hasn't left yet. */
export class Reader {
  #position: Position
  #isReading = false
  #hasEnded = false
  /** Since when it takes nothing more; undefined while it does. */
  #pausedAtMs: number | undefined

  constructor(
    private readonly shared: Readership,
    private readonly request: ReaderRequest,
    private readonly sink: Writable,
  ) {
    this.#position = request.after
    sink.on('drain', () => this.#resume())
    sink.once('close', () => this.#leave())
    // A broken connection is told by 'close' too.
    sink.on('error', () => this.sink.destroy())
    sink.write(opening({ incarnation: shared.incarnation, position: this.#position }, shared.retryMs))
    this.send()
  }

  /** Writes what has come and may be written. */
  send(): void {
    if (this.#isReading || this.#hasEnded) return
    if (this.shared.recent.covers(this.#position)) this.#sendRecent()
    else this.#catchUp().catch(() => this.end())
  }

  /** Moves the reader's place past what its filter hides, and shows that the connection lives. */
  beat(): void {
    if (!this.#hasEnded && this.#pausedAtMs === undefined) this.sink.write(heartbeat({ incarnation: this.shared.incarnation, position: this.#position }))
  }

  /** Ends it where its time is over: it comes again with its place. */
  check(nowMs: number): void {
    if (nowMs >= this.request.expiresAtMs) this.end()
    // What arrived of an event that is cut off here is never dispatched, and comes again.
    if (this.#pausedAtMs !== undefined && nowMs - this.#pausedAtMs > this.shared.stallMs) this.sink.destroy()
  }

  /** Ends it behind its last whole event. */
  end(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.sink.end()
    const impatience = setTimeout(() => this.sink.destroy(), endingMs)
    this.sink.once('close', () => clearTimeout(impatience))
  }

  #sendRecent(): void {
    const { recent } = this.shared
    this.sink.cork()
    for (let next = recent.get(this.#position + 1); next !== undefined && !this.#isPaused(); next = recent.get(this.#position + 1)) {
      if (this.request.filter.matches(next)) this.sink.write(next.frame)
      this.#position = next.position
    }
    this.sink.uncork()
  }

  async #catchUp(): Promise<void> {
    this.#isReading = true
    while (!this.#hasEnded && !this.#isPaused() && !this.shared.recent.covers(this.#position)) {
      const page = await this.shared.turns.take(async () => (this.#hasEnded ? undefined : this.shared.page(this.#position, this.request.filter)))
      if (this.#hasEnded || page === undefined) return
      if (page.events.length > 0) this.sink.write(Buffer.concat(page.events.map((event) => frameOf(event, this.shared.incarnation))))
      this.#position = page.next
    }
    this.#isReading = false
    if (this.#pausedAtMs === undefined) this.send()
  }

  #isPaused(): boolean {
    if (this.#pausedAtMs === undefined && this.sink.writableLength >= this.shared.mostUnsentBytes) this.#pausedAtMs = Date.now()
    return this.#pausedAtMs !== undefined
  }

  #resume(): void {
    this.#pausedAtMs = undefined
    this.send()
  }

  #leave(): void {
    this.#hasEnded = true
    this.shared.left(this)
  }
}
