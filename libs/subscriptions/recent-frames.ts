import type { Position } from '#event-log'
import type { FeedEvent } from './feed-event.js'

/** An event as it goes out on streams, the same bytes for every reader. */
export interface RecentFrame extends Omit<FeedEvent, 'json'> {
  readonly frame: Buffer
}

export interface RecentLimits {
  readonly mostEvents: number
  readonly mostBytes: number
}

/** The last events of the log, without a gap, for all readers that are near its end. */
export class RecentFrames {
  #frames: RecentFrame[] = []
  /** How many of the frames at the beginning are given up; they are cut off together. */
  #dropped = 0
  #bytes = 0

  constructor(
    private readonly limits: RecentLimits,
    private start: Position,
  ) {}

  /** The position of the last event that has come. */
  get end(): Position {
    return this.start + this.#frames.length
  }

  /** Whether what follows this position is here, or not in the log yet. */
  covers(position: Position): boolean {
    return position >= this.start + this.#dropped
  }

  get(position: Position): RecentFrame | undefined {
    return this.#frames[position - this.start - 1]
  }

  add(event: RecentFrame): void {
    if (event.position !== this.end + 1) throw new Error(`event ${event.position} doesn't follow ${this.end}`)
    this.#frames.push(event)
    this.#bytes += event.frame.length
    const { mostEvents, mostBytes } = this.limits
    while (this.#frames.length - this.#dropped > mostEvents || this.#bytes > mostBytes) this.#drop()
    // As many given up as kept: at most twice the bytes are held, and an event is moved once on average.
    if (this.#dropped * 2 > this.#frames.length) this.#cut()
  }

  #drop(): void {
    const oldest = this.#frames[this.#dropped]
    if (oldest === undefined) return
    this.#bytes -= oldest.frame.length
    this.#dropped += 1
  }

  #cut(): void {
    this.#frames = this.#frames.slice(this.#dropped)
    this.start += this.#dropped
    this.#dropped = 0
  }
}
