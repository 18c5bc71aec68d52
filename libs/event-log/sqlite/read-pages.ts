import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Query } from '../event-log.js'
import type { RecordedEvent } from '../event.js'
import type { EventRow, EventRows, Filter, Range } from './event-rows.js'

const maxPageEvents = 500

/**
 * Reads in pages of short statements with a turn of the event loop between them, so that a long history
 * neither keeps a read transaction open (the write-ahead log could not shrink) nor holds other work up.
 * It ends at the head that it found when it began.
 */
export async function* readPages(rows: EventRows, query: Query, signal?: AbortSignal): AsyncGenerator<RecordedEvent[]> {
  const { backwards = false, limit = Infinity, tags, types } = query
  let low = query.after ?? 0
  const head = query.upTo ?? rows.head()
  let high = head
  let left = limit
  // It ends where the log did, or where the caller said: whole commits either way.
  const recent = isWholeTail(query) ? rows.recent.findAll(low, high) : undefined
  if (recent !== undefined) {
    if (recent.length > 0) yield recent
    return
  }
  for (let count = Math.min(maxPageEvents, limit); low < high && left > 0; count = Math.min(maxPageEvents, count * 2)) {
    const page = readPage(rows, { tags, types }, { low, high, count, backwards })
    const events = cutBehindLimit(page.rows, left).map(([position, , json]) => rows.recent.parse(position, json ?? 'null', head))
    if (backwards) high = page.end - 1
    else low = page.end
    left -= events.length
    if (events.length > 0) yield events
    if (low >= high || left <= 0) return
    await nextTurn()
    if (signal?.aborted) return
  }
}

const isWholeTail = ({ tags, types, backwards, limit, upTo }: Query): boolean =>
  tags === undefined && types === undefined && !backwards && limit === undefined && upTo === undefined

/** One step, carried on to the end of the commit in which it stopped. */
function readPage(rows: EventRows, filter: Filter, range: Range) {
  const { backwards, low, high } = range
  const page = rows.step(filter, range)
  if (!page.more) return page
  const end = backwards ? Math.max(low + 1, rows.commitFirst(page.end)) : Math.min(high, rows.commitLast(page.end))
  if (end === page.end) return page
  const missing = backwards ? { low: end - 1, high: page.end - 1 } : { low: page.end, high: end }
  const found = [...page.rows]
  for (let rest = missing; rest.low < rest.high; ) {
    const step = rows.step(filter, { ...rest, count: maxPageEvents, backwards })
    found.push(...step.rows)
    rest = backwards ? { ...rest, high: step.end - 1 } : { ...rest, low: step.end }
  }
  return { rows: found, end }
}

/** Drops what comes after the commit in which the limit is reached, and the rows of other types. */
function cutBehindLimit(page: readonly EventRow[], limit: number): readonly EventRow[] {
  const matching = page.filter(([, , json]) => json !== null)
  let end = limit
  while (matching[end]?.[1] === matching[limit - 1]?.[1] && end < matching.length) end += 1
  return matching.slice(0, end)
}

