import { Long } from 'mongodb'
import type { Query } from '../event-log.js'
import type { Position, RecordedEvent } from '../event.js'
import type { CommitRow, Commits } from './commits.js'

const firstPageCommits = 128
const mostPageCommits = 2_048
/** A page longer than this may have been cut off by the server's 16 MB an answer, however few bytes a character has. */
const longPageCharacters = 4_000_000
/** MongoDB merges the index's ranges of so many tags in order; of more it would collect and sort all there is. */
const mostTagsAtOnce = 100

type PageRow = Pick<CommitRow, '_id'> & Partial<Pick<CommitRow, 'events'>>

/** Commits that begin within these positions, both included. */
interface Range {
  readonly low: Position
  readonly high: Position
  readonly count: number
  readonly backwards: boolean
}

interface Page {
  readonly rows: readonly PageRow[]
  /** Where the next page begins; undefined when there is none. */
  readonly next: Position | undefined
  readonly characters: number
}

/**
 * Reads in pages of whole commits, each a find of its own: no cursor waits on the server while the reader works, and a new
 * primary takes nothing away. The next page is fetched while one is being worked on. It ends at the head that it found.
 */
export async function* readPages(commits: Commits, query: Query, isKnownEnd: (position: Position) => boolean): AsyncGenerator<RecordedEvent[]> {
  const { after = 0, backwards = false, limit = Infinity, tags } = query
  if (tags?.length === 0 || limit <= 0) return
  let low = after === 0 || isKnownEnd(after) ? after + 1 : await findFirstOf(commits, after)
  let high = query.upTo
  let [count, left] = [Math.min(firstPageCommits, limit), limit]
  for (let page: Promise<Page> | undefined = findPage(commits, tags, { low, high: high ?? farthest, count, backwards }); page !== undefined; ) {
    const { rows, next, characters } = await page
    const events = eventsOf(rows, query, left)
    left -= events.length
    page = undefined
    if (next !== undefined && left > 0) {
      if (backwards) high = next
      else [low, high] = [next, high ?? await headOf(commits)]
      count = characters > longPageCharacters ? Math.ceil(count / 2) : Math.min(count * 2, mostPageCommits)
      if (low <= high) page = findPage(commits, tags, { low, high, count, backwards })
      // Whoever stops reading here never asks what became of it.
      page?.catch(() => undefined)
    }
    if (events.length > 0) yield events
  }
}

const farthest = Number.MAX_SAFE_INTEGER

async function findPage(commits: Commits, tags: readonly string[] | undefined, range: Range): Promise<Page> {
  if (tags === undefined || tags.length <= mostTagsAtOnce) return findRows(commits, tags, range)
  const groups: Promise<Page>[] = []
  for (let index = 0; index < tags.length; index += mostTagsAtOnce) groups.push(findRows(commits, tags.slice(index, index + mostTagsAtOnce), range))
  return merge(await Promise.all(groups), range)
}

async function findRows(commits: Commits, tags: readonly string[] | undefined, { low, high, count, backwards }: Range): Promise<Page> {
  const _id = { $gte: Long.fromNumber(low), $lte: Long.fromNumber(high) }
  const rows = await commits.find<PageRow>(tags === undefined ? { _id } : { _id, tags: { $in: [...tags] } }, {
    sort: { _id: backwards ? -1 : 1 }, limit: count, singleBatch: true, projection: { events: 1 }, ...(tags === undefined ? {} : { hint: 'tags' }),
  })
  const characters = rows.reduce((sum, { events = [] }) => sum + events.reduce((length, json) => length + json.length, 0), 0)
  const last = rows.at(-1)
  const hasMore = last !== undefined && (rows.length === count || characters > longPageCharacters)
  return { rows, characters, next: hasMore ? nextTo(last, backwards) : undefined }
}

const nextTo = ({ _id, events = [] }: PageRow, backwards: boolean): Position => (backwards ? _id - 1 : Math.max(_id + 1, _id + events.length))

/** As far as the group of tags goes that was cut off first. */
function merge(pages: readonly Page[], { backwards }: Range): Page {
  const nearer = backwards ? Math.max : Math.min
  const cuts = pages.flatMap(({ next }) => next ?? [])
  const next = cuts.length === 0 ? undefined : nearer(...cuts)
  const isWithin = ({ _id }: PageRow) => next === undefined || (backwards ? _id > next : _id < next)
  const rows = new Map(pages.flatMap((page) => page.rows.filter(isWithin).map((row) => [row._id, row])))
  const sorted = [...rows.values()].sort((one, other) => (backwards ? other._id - one._id : one._id - other._id))
  return { rows: sorted, next, characters: Math.max(...pages.map(({ characters }) => characters)) }
}

/** The events that are asked for, up to the commit in which the limit is reached. */
function eventsOf(rows: readonly PageRow[], query: Query, limit: number): RecordedEvent[] {
  const found: RecordedEvent[] = []
  for (const { _id, events = [] } of rows) {
    const ofCommit = eventsOfCommit(_id, events, query)
    if (query.backwards === true) ofCommit.reverse()
    for (const event of ofCommit) found.push(event)
    if (found.length >= limit) return found
  }
  return found
}

function eventsOfCommit(first: Position, jsons: readonly string[], { after = 0, upTo = Infinity, tags, types }: Query): RecordedEvent[] {
  const found: RecordedEvent[] = []
  jsons.forEach((json, index) => {
    const position = first + index
    if (position <= after || position > upTo || !mayBeOf(json, types)) return
    const event = JSON.parse(json) as RecordedEvent
    if (types !== undefined && !types.includes(event.type)) return
    if (tags === undefined || tags.some((tag) => event.tags.includes(tag))) found.push(event)
  })
  return found
}

/** Canonical JSON writes a type in one way only, so most events of other types need no parsing. */
const mayBeOf = (json: string, types: readonly string[] | undefined): boolean =>
  types === undefined || types.some((type) => json.includes(`"type":${JSON.stringify(type)}`))

/** Where the commit begins that holds the position behind this one. */
async function findFirstOf(commits: Commits, after: Position): Promise<Position> {
  const [row] = await commits.find<Pick<CommitRow, '_id' | 'last'>>({ _id: { $lte: Long.fromNumber(after) } }, { sort: { _id: -1 }, limit: 1, projection: { last: 1 } })
  return row !== undefined && row.last > after ? row._id : after + 1
}

const headOf = async (commits: Commits): Promise<Position> => (await commits.findLast())?.last ?? 0
