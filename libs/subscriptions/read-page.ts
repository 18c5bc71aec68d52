import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PublishingLog } from '#contracts'
import type { EventLog, Position } from '#event-log'
import type { EventFilter } from './event-filter.js'
import { factsOf, feedEventOf, type FeedEvent } from './feed-event.js'

export interface PageRequest {
  readonly after: Position
  readonly filter: EventFilter
  /** Events on a page. */
  readonly limit: number
  /** The page ends with the event that reaches this length. */
  readonly maxLength: number
  /** Positions that are looked at for a page: one whose filter matches nothing must not read the whole log. */
  readonly lookAtMost: number
}

export interface FeedPage {
  readonly events: readonly FeedEvent[]
  /** Ask after this position next: it moves past what the filter hides. */
  readonly next: Position
  /** The log's last position when the page was read. */
  readonly head: Position
}

/** Positions that are looked at between two looks at what has been found. */
const stepPositions = 2_000

/** Published events in position order. */
export const readPage = async (log: EventLog, published: PublishingLog, request: PageRequest): Promise<FeedPage> => {
  const { after, filter, lookAtMost } = request
  const head = await log.head()
  const last = Math.min(head, after + lookAtMost)
  await filter.readyTo(log, last)
  const page = new PageInMaking(request)
  for (let low = after; low < last && !page.isFull; ) {
    const high = Math.min(low + stepPositions, last)
    // The log's own limit counts what an area then hides.
    const limit = filter.area === undefined ? page.left : undefined
    for await (const batch of log.read({ ...filter.query, after: low, upTo: high, limit })) {
      for (const event of batch) {
        if (page.isFull) break
        const facts = factsOf(event)
        if (filter.matches(facts)) page.add(feedEventOf(event, published, facts))
      }
      if (page.isFull) break
    }
    low = high
    await nextTurn()
  }
  return { events: page.events, next: page.isFull ? page.lastPosition : Math.max(last, after), head }
}

class PageInMaking {
  readonly events: FeedEvent[] = []
  #length = 0

  constructor(private readonly request: PageRequest) {}

  get left(): number {
    return this.request.limit - this.events.length
  }

  get isFull(): boolean {
    return this.left <= 0 || this.#length >= this.request.maxLength
  }

  get lastPosition(): Position {
    return this.events.at(-1)?.position ?? this.request.after
  }

  add(event: FeedEvent): void {
    this.events.push(event)
    this.#length += event.json.length
  }
}
