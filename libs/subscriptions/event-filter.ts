import type { EventLog, Position, Query, UnitRef } from '#event-log'
import type { Area } from './area.js'
import type { EventFacts } from './feed-event.js'

/** What a reader wants: events of any of the types, with any of the tags, that lie in the unit or below it. */
export interface FeedFilter {
  readonly types?: readonly string[] | undefined
  readonly tags?: readonly string[] | undefined
  readonly unit?: UnitRef | undefined
}

export class EventFilter {
  readonly #types: ReadonlySet<string> | undefined
  readonly #tags: ReadonlySet<string> | undefined

  constructor(
    { types, tags }: FeedFilter,
    readonly area: Area | undefined,
  ) {
    this.#types = types && new Set(types)
    this.#tags = tags && new Set(tags)
  }

  /** What the log itself can leave out. */
  get query(): Pick<Query, 'types' | 'tags'> {
    return { types: this.#types && [...this.#types], tags: this.#tags && [...this.#tags] }
  }

  /** To be asked of events in position order, from a position up to which it is ready. */
  matches(event: EventFacts): boolean {
    const tags = this.#tags
    // The area is asked first: it learns from what it sees.
    if (this.area?.covers(event) === false) return false
    return (this.#types?.has(event.type) ?? true) && (tags === undefined || event.tags.some((tag) => tags.has(tag)))
  }

  /** To be awaited before events up to a position are matched that don't all pass by here. */
  async readyTo(log: Pick<EventLog, 'read'>, position: Position): Promise<void> {
    await this.area?.readTo(log, position)
  }
}
