import { EventEmitter, once } from 'node:events'
import type { PublishingLog } from '#contracts'
import type { EventLog, Position } from '#event-log'
import { messageOf, sizeOf } from './messages.js'
import type { TopicMessage } from './topic-broker.js'

/** What goes in one transaction. */
export interface Outgoing {
  readonly messages: readonly TopicMessage[]
  /** The position of the last of them. */
  readonly upTo: Position
}

export interface OutboxLimits {
  /** Events in a transaction. */
  readonly mostEvents: number
  /** A transaction ends with the event that reaches this size; a record batch must stay below the topic's max.message.bytes. */
  readonly mostBytes: number
  /** Events that lie ready while others are under way. */
  readonly mostWaiting: number
}

export const usualOutboxLimits: OutboxLimits = { mostEvents: 1_000, mostBytes: 700_000, mostWaiting: 4_000 }

interface Waiting {
  readonly message: TopicMessage
  readonly position: Position
  readonly bytes: number
}

/** Reads the log ahead and serialises while the broker writes; what came meanwhile goes in one transaction. */
export class Outbox {
  readonly #waiting: Waiting[] = []
  #ended = false
  #trouble: Error | undefined
  readonly #changes = new EventEmitter()

  constructor(private readonly log: Pick<EventLog, 'follow'>, private readonly published: PublishingLog, private readonly limits: OutboxLimits = usualOutboxLimits) {}

  /** Until the signal aborts. An error of the log, or of an event, is thrown behind everything before it. */
  async *after(position: Position, signal: AbortSignal): AsyncIterable<Outgoing> {
    const leaving = new AbortController()
    const reading = this.#read(position, AbortSignal.any([signal, leaving.signal]))
    try {
      while (!signal.aborted) {
        const outgoing = this.#take()
        if (outgoing !== undefined) yield outgoing
        else if (this.#trouble !== undefined) throw this.#trouble
        else if (this.#ended) return
        else await once(this.#changes, 'change')
      }
    } finally {
      leaving.abort()
      this.#tell()
      await reading
    }
  }

  async #read(position: Position, signal: AbortSignal): Promise<void> {
    try {
      for await (const events of this.log.follow(position, signal)) {
        for (const event of events) {
          const message = messageOf(event, this.published)
          this.#waiting.push({ message, position: event.position, bytes: sizeOf(message) })
        }
        this.#tell()
        while (this.#waiting.length >= this.limits.mostWaiting && !signal.aborted) await once(this.#changes, 'change')
      }
    } catch (error) {
      this.#trouble = error instanceof Error ? error : new Error(String(error))
    } finally {
      this.#ended = true
      this.#tell()
    }
  }

  #take(): Outgoing | undefined {
    const { mostEvents, mostBytes } = this.limits
    let [count, bytes] = [0, 0]
    for (const each of this.#waiting.slice(0, mostEvents)) {
      if (count > 0 && bytes + each.bytes > mostBytes) break
      bytes += each.bytes
      count += 1
    }
    const taken = this.#waiting.splice(0, count)
    const last = taken.at(-1)
    if (last === undefined) return undefined
    this.#tell()
    return { messages: taken.map(({ message }) => message), upTo: last.position }
  }

  #tell(): void {
    this.#changes.emit('change')
  }
}
