import type { SqliteDatabase, SqliteStatement } from '#platform'
import type { CanonicalCommit } from '../canonical-commit.js'
import { LogUnavailable } from '../errors.js'
import { eventIdOf } from '../event-id.js'
import type { Outcome } from '../outcome.js'
import { RecentEvents } from './recent-events.js'

/** `json` is null where the event's type was not asked for: the row still tells how far was looked. */
export type EventRow = readonly [position: number, commitLast: number, json: string | null]

/** Positions above `low` up to `high`; at most `count` rows of the tags' events are looked at. */
export interface Range {
  readonly low: number
  readonly high: number
  readonly count: number
  readonly backwards: boolean
}

export interface Filter {
  readonly tags: readonly string[] | undefined
  readonly types: readonly string[] | undefined
}

/** How far one step looked (`end`, in the direction of reading), and whether the range may hold more. */
export interface Step {
  readonly rows: readonly EventRow[]
  readonly end: number
  readonly more: boolean
}

export type CommitKey = Pick<CanonicalCommit, 'commandId' | 'fingerprint'>

type CommitRow = readonly [index: number, firstPosition: number, lastPosition: number, recordedAtMs: number, fingerprint: string]

const minPositionsATag = 8

/** Statements over the tables, each short: none leaves a read transaction open. */
export class EventRows {
  readonly recent = new RecentEvents()
  readonly #statements = new Map<string, SqliteStatement>()

  constructor(readonly database: SqliteDatabase) {}

  step(filter: Filter, range: Range): Step {
    const { tags } = filter
    if (tags !== undefined && tags.length !== 1) return this.#stepOfTags(tags, filter, range)
    const rows = tags?.[0] === undefined ? this.#rows(filter, range) : this.#rowsOfTag(tags[0], filter, range)
    const more = rows.length === range.count
    return { rows, more, end: more ? rows[rows.length - 1]?.[0] ?? range.low : endOf(range) }
  }

  /** The position of the last event of the log. */
  head(): number {
    return this.#statement('SELECT position FROM events ORDER BY position DESC LIMIT 1').get()?.[0] ?? 0
  }

  commitFirst(position: number): number {
    const sql = 'SELECT first_position FROM commits WHERE first_position <= ? ORDER BY first_position DESC LIMIT 1'
    return this.#statement(sql).get(position)?.[0] ?? position
  }

  commitLast(position: number): number {
    return this.#statement('SELECT commit_last FROM events WHERE position = ?').get(position)?.[0] ?? position
  }

  recordedAtMs(position: number): number {
    return this.#statement('SELECT recorded_at FROM events WHERE position = ?').get(position)?.[0] ?? 0
  }

  jsonOf(eventId: string): string | undefined {
    return this.#statement('SELECT json FROM events WHERE event_id = ?').get(eventId)?.[0]
  }

  /** What became of commits, as the file tells, in order; `repeated` is false. */
  outcomesOf(commits: readonly CommitKey[]): (Outcome | undefined)[] {
    const sql = `SELECT j.key, c.first_position, c.last_position, c.recorded_at, c.fingerprint
      FROM json_each(?) j CROSS JOIN events e ON e.event_id = j.value JOIN commits c ON c.first_position = e.position`
    const rows: readonly CommitRow[] = this.#statement(sql).all(JSON.stringify(commits.map(({ commandId }) => eventIdOf(commandId, 0))))
    const outcomes = new Map(rows.map(([index, firstPosition, lastPosition, recordedAtMs, fingerprint]): [number, Outcome] => {
      if (fingerprint !== commits[index]?.fingerprint) return [index, { kind: 'command-id-reused' }]
      return [index, { kind: 'appended', firstPosition, lastPosition, recordedAtMs, repeated: false }]
    }))
    return commits.map((_, index) => outcomes.get(index))
  }

  /** Changes whenever another connection, of this process or another, has committed. */
  dataVersion(): number {
    return this.#statement('PRAGMA data_version').get()?.[0]
  }

  #rows({ types }: Filter, { low, high, count, backwards }: Range): EventRow[] {
    const sql = `SELECT e.position, e.commit_last, ${jsonColumn(types)} FROM events e
      WHERE e.position > ? AND e.position <= ? ORDER BY e.position ${order(backwards)} LIMIT ?`
    return this.#all(sql, [low, high, count], types)
  }

  #rowsOfTag(tag: string, { types }: Filter, { low, high, count, backwards }: Range): EventRow[] {
    const sql = `SELECT e.position, e.commit_last, ${jsonColumn(types)}
      FROM event_tags t CROSS JOIN events e ON e.position = t.position
      WHERE t.tag = ? AND t.position > ? AND t.position <= ? ORDER BY t.position ${order(backwards)} LIMIT ?`
    return this.#all(sql, [tag, low, high, count], types)
  }

  /**
   * Any of several tags: each tag gives its next few positions, merged as far as the tag that was cut off first;
   * so the work of a step doesn't grow with what the tags hold beyond it.
   */
  #stepOfTags(tags: readonly string[], { types }: Filter, range: Range): Step {
    const { count, backwards } = range
    const countATag = Math.max(minPositionsATag, Math.ceil(count / Math.max(tags.length, 1)))
    const nearer = backwards ? Math.max : Math.min
    const found = new Set<number>()
    let end = endOf(range)
    for (const tag of this.#tagsWithin(tags, range)) {
      const positions = this.#positionsOfTag(tag, { ...range, count: countATag })
      positions.forEach((position) => found.add(position))
      if (positions.length === countATag) end = nearer(end, positions[positions.length - 1] ?? end)
    }
    const sorted = [...found].filter((position) => nearer(position, end) === position).sort((a, b) => (backwards ? b - a : a - b))
    if (sorted.length > count) end = sorted[count - 1] ?? end
    const within = sorted.slice(0, count)
    const sql = `SELECT e.position, e.commit_last, ${jsonColumn(types)} FROM json_each(?) p CROSS JOIN events e ON e.position = p.value
      ORDER BY e.position ${order(range.backwards)}`
    return { rows: this.#all(sql, [JSON.stringify(within)], types), end, more: end !== endOf(range) }
  }

  /** Those of the tags that have events there: most of a decision's are new, and one statement for all costs less than one for each. */
  #tagsWithin(tags: readonly string[], { low, high }: Range): string[] {
    const sql = `SELECT DISTINCT j.value FROM json_each(?) j
      WHERE EXISTS (SELECT 1 FROM event_tags t WHERE t.tag = j.value AND t.position > ? AND t.position <= ?)`
    const rows: readonly (readonly [string])[] = this.#statement(sql).all(JSON.stringify(tags), low, high)
    return rows.map(([tag]) => tag)
  }

  #positionsOfTag(tag: string, { low, high, count, backwards }: Range): number[] {
    const sql = `SELECT position FROM event_tags WHERE tag = ? AND position > ? AND position <= ? ORDER BY position ${order(backwards)} LIMIT ?`
    const rows: readonly (readonly [number])[] = this.#statement(sql).all(tag, low, high, count)
    return rows.map(([position]) => position)
  }

  #all(sql: string, parameters: readonly unknown[], types: readonly string[] | undefined): EventRow[] {
    return this.#statement(sql).all(...(types ? [JSON.stringify(types)] : []), ...parameters)
  }

  #statement(sql: string): SqliteStatement {
    if (!this.database.isOpen) throw new LogUnavailable('the log is closed')
    const prepared = this.#statements.get(sql)
    if (prepared) return prepared
    const statement = this.database.prepare(sql)
    statement.setReturnArrays(true)
    this.#statements.set(sql, statement)
    return statement
  }
}

const order = (backwards: boolean) => (backwards ? 'DESC' : 'ASC')

/** The types are the statement's first parameter. */
const jsonColumn = (types: readonly string[] | undefined) =>
  types ? 'CASE WHEN e.type IN (SELECT value FROM json_each(?)) THEN e.json END' : 'e.json'

const endOf = ({ low, high, backwards }: Range) => (backwards ? low + 1 : high)
