import type { RecordedEvent } from '../event.js'

const mostEvents = 4_096

/** The events read last near the log's end, parsed: its followers read the same ones one after another. */
export class RecentEvents {
  readonly #events = new Map<number, RecordedEvent>()

  /** The event of a row, parsed once while it is recent. */
  parse(position: number, json: string, head: number): RecordedEvent {
    const known = this.#events.get(position)
    if (known !== undefined) return known
    const event = JSON.parse(json) as RecordedEvent
    if (position > head - mostEvents) this.#remember(event)
    return event
  }

  /** Every event above `low` up to `high`, if all of them are here. */
  findAll(low: number, high: number): RecordedEvent[] | undefined {
    if (high - low > this.#events.size) return undefined
    const events: RecordedEvent[] = []
    for (let position = low + 1; position <= high; position += 1) {
      const event = this.#events.get(position)
      if (event === undefined) return undefined
      events.push(event)
    }
    return events
  }

  #remember(event: RecordedEvent): void {
    this.#events.set(event.position, event)
    if (this.#events.size <= mostEvents) return
    const [oldest] = this.#events.keys()
    if (oldest !== undefined) this.#events.delete(oldest)
  }
}
