import { LRUCache } from 'lru-cache'
import { Area } from './area.js'
import { EventFilter, type FeedFilter } from './event-filter.js'

const mostAreas = 200

/** Makes filters over one log; those of one unit share what is known of its area. */
export class EventFilters {
  readonly #areas = new LRUCache<string, Area>({ max: mostAreas })

  of(filter: FeedFilter): EventFilter {
    return new EventFilter(filter, filter.unit && this.#areaOf(filter.unit))
  }

  #areaOf(unit: NonNullable<FeedFilter['unit']>): Area {
    const key = `${unit.codeSet}/${unit.code}`
    const area = this.#areas.get(key) ?? new Area(unit)
    this.#areas.set(key, area)
    return area
  }
}
