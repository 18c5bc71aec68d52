import type { PublishingLog } from '#contracts'
import type { EventLog, Position, RecordedEvent } from '#event-log'
import { sleep } from '#platform'
import { factsOf, feedEventOf } from '../feed-event.js'
import { RecentFrames, type RecentFrame } from '../recent-frames.js'

const limits = { mostEvents: 2_000, mostBytes: 4_194_304 }
const recentAtStart = 500
const retryAfterMs = 1_000

/** The end of the log for all deliveries: one follower, which wakes those that wait for something new. */
export class LogTail {
  readonly #recent: RecentFrames
  readonly #waiting = new Set<() => void>()
  #following: Promise<void> | undefined
  #failure: string | undefined

  constructor(
    private readonly log: EventLog,
    private readonly published: PublishingLog,
    head: Position,
  ) {
    this.#recent = new RecentFrames(limits, Math.max(0, head - recentAtStart))
  }

  /** The last position that has come. */
  get end(): Position {
    return this.#recent.end
  }

  /** Why nothing new comes just now. */
  get failure(): string | undefined {
    return this.#failure
  }

  /** Follows the log until the signal aborts; begun again it changes nothing. */
  follow(signal: AbortSignal): void {
    this.#following ??= this.#follow(signal)
  }

  async ended(): Promise<void> {
    await this.#following
  }

  covers(position: Position): boolean {
    return this.#recent.covers(position)
  }

  /** One that can't be published has no bytes. */
  get(position: Position): RecentFrame | undefined {
    return this.#recent.get(position)
  }

  /** Until something new has come, for so long at most, or until the signal aborts. */
  async news(withinMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.#waiting.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, withinMs)
      this.#waiting.add(done)
      signal.addEventListener('abort', done)
    })
  }

  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        for await (const batch of this.log.follow(this.#recent.end, signal)) {
          for (const event of batch) this.#recent.add(this.#frameOf(event))
          this.#failure = undefined
          for (const wake of [...this.#waiting]) wake()
        }
      } catch (error) {
        this.#failure = String(error).slice(0, 200)
      }
      await sleep(retryAfterMs, signal)
    }
  }

  /** Whom an event that can't be published is for will find out why when reading it; whom it is not for goes on. */
  #frameOf(event: RecordedEvent): RecentFrame {
    const facts = factsOf(event)
    try {
      const { json, ...known } = feedEventOf(event, this.published)
      return { ...known, frame: Buffer.from(json) }
    } catch {
      return { ...facts, eventId: event.eventId, frame: Buffer.alloc(0) }
    }
  }
}
