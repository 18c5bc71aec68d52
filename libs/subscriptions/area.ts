import { unitRegistered, unitTag } from '#domain'
import type { EventLog, Position, UnitRef } from '#event-log'
import { registrationIn, type EventFacts } from './feed-event.js'

/**
 * A unit with all that is registered below it. Whether an event lies in it is judged by the registrations before that
 * event, so that every reader gets the same answer, whenever it asks.
 */
export class Area {
  /** The members' tags, with the position from which each belongs to it. */
  readonly #since: Map<string, Position>
  #knownTo = 0
  #reading: Promise<void> = Promise.resolve()

  constructor(unit: UnitRef) {
    this.#since = new Map([[unitTag(unit), 0]])
  }

  /** To be asked of events in position order, from a position up to which the area is known. */
  covers(event: EventFacts): boolean {
    if (event.position > this.#knownTo) {
      this.#learn(event.position, event.registers)
      this.#knownTo = event.position
    }
    return (this.#since.get(event.unit) ?? Infinity) <= event.position
  }

  /** Reads the registrations up to a position; a unit's children bear its tag, so that no more is read than the area is large. */
  readTo(log: Pick<EventLog, 'read'>, upTo: Position): Promise<void> {
    this.#reading = this.#reading.catch(() => undefined).then(() => this.#readTo(log, upTo))
    return this.#reading
  }

  async #readTo(log: Pick<EventLog, 'read'>, upTo: Position): Promise<void> {
    const after = this.#knownTo
    if (upTo <= after) return
    for (let tags = [...this.#since.keys()]; tags.length > 0; ) {
      const added: string[] = []
      for await (const batch of log.read({ tags, types: [unitRegistered.type], after, upTo })) {
        for (const event of batch) added.push(...this.#learn(event.position, registrationIn(event)))
      }
      // What stands below a unit is registered after it.
      tags = added
    }
    this.#knownTo = Math.max(this.#knownTo, upTo)
  }

  #learn(position: Position, registered: EventFacts['registers']): string[] {
    if (registered === undefined || this.#since.has(registered.unit) || !this.#since.has(registered.parent)) return []
    this.#since.set(registered.unit, position)
    return [registered.unit]
  }
}
