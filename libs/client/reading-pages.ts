import { Connection, type Server } from './connection.js'
import { MalformedEvent } from './errors.js'
import { eventOf, isObject, jsonOf, type FeedEvent } from './event.js'
import { feedAddress, type FeedFilter } from './feed-address.js'
import type { Place, Tracker } from './place.js'

export interface FeedPage {
  readonly events: readonly FeedEvent[]
  /** Behind the page, also past what the filter hides: save it with what its events do. */
  readonly place: Place
  /** The last position of the log when the page was read. */
  readonly head: number
}

export interface PagesRequest {
  readonly tracker: Tracker
  readonly filter?: FeedFilter | undefined
  /** Events on a page, 1,000 at most. */
  readonly limit?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** Pages up to the end of the log; throws `FeedUnavailable` where one doesn't come, and may be begun again with the same tracker. */
export async function* readPages(server: Server, request: PagesRequest): AsyncGenerator<FeedPage, void, void> {
  for (;;) {
    const page = await readPage(server, request)
    yield page
    if (page.place.position >= page.head) return
  }
}

const readPage = async (server: Server, { tracker, filter, limit, signal }: PagesRequest): Promise<FeedPage> => {
  const { position: after, incarnation } = tracker
  const connection = new Connection(server, { address: feedAddress(server.url, { after, incarnation, filter, limit }), after, incarnation, headers: { accept: 'application/json' }, signal })
  try {
    const answer = jsonOf(await connection.wholeTextOf(await connection.open()))
    if (!isObject(answer)) throw new MalformedEvent('a page that is no object')
    const { events, next, head, incarnation: found } = answer
    if (!Array.isArray(events) || typeof next !== 'number' || typeof head !== 'number' || typeof found !== 'string') throw new MalformedEvent('a page without events, next, head, incarnation')
    const fresh = events.map(eventOf).filter((event) => tracker.take(event))
    tracker.moveTo({ incarnation: found, position: next })
    // One that neither moves on nor is at the end would be asked for for ever.
    if (tracker.position === after && after < head) throw new MalformedEvent(`a page behind ${after} that leads nowhere`)
    return { events: fresh, place: tracker.place, head }
  } finally {
    connection.close()
  }
}
