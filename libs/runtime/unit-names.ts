import { LRUCache } from 'lru-cache'
import type { EventLog, UnitRef } from '#event-log'
import { effectiveEvents, inTodaysShape, unitRegistered, unitTag, type DataOf } from '#domain'

/** What units are called, for people's eyes. */
export class UnitNames {
  readonly #names = new LRUCache<string, string>({ max: 5_000, ttl: 60_000 })

  constructor(private readonly log: EventLog) {}

  /** The name of a unit; its code where it was never registered. */
  async get(unit: UnitRef): Promise<string> {
    const tag = unitTag(unit)
    const name = this.#names.get(tag) ?? (await this.#find(tag))
    this.#names.set(tag, name ?? unit.code)
    return name ?? unit.code
  }

  async #find(tag: string): Promise<string | undefined> {
    for await (const events of this.log.read({ tags: [tag], types: [unitRegistered.type, 'event-corrected'] })) {
      const found = effectiveEvents(events.map(inTodaysShape)).find(({ type, subject }) => type === unitRegistered.type && subject === tag)
      if (found !== undefined) return (found.data as DataOf<typeof unitRegistered>).name
    }
    return undefined
  }
}
