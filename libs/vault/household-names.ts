import { setImmediate as nextTurn } from 'node:timers/promises'
import { holds, soughtWords } from './matching.js'
import type { NameRows } from './name-rows.js'
import type { FoundHousehold, FoundPage, NamedHousehold, NameQuery, NameSearch } from './name-search.js'
import { closeCursor, openCursor } from './page-cursor.js'

const highestLimit = 200

/** The search by name over the rows of a store: pages, cursors, and what an answer shows. */
export class HouseholdNames implements NameSearch {
  constructor(
    private readonly rows: NameRows,
    private readonly cursorKey: Uint8Array,
  ) {}

  async save(entries: readonly NamedHousehold[], checkpoint: number, removed: readonly string[] = []): Promise<void> {
    const { pieceLength } = this.rows
    let from = 0
    for (; entries.length - from > pieceLength; from += pieceLength) {
      await this.rows.save({ entries: entries.slice(from, from + pieceLength), removed: [], checkpoint, isLast: false })
      await nextTurn()
    }
    await this.rows.save({ entries: entries.slice(from), removed, checkpoint, isLast: true })
  }

  async checkpoint(): Promise<number> {
    return (await this.rows.state()).checkpoint
  }

  async incarnation(): Promise<string | undefined> {
    return (await this.rows.state()).incarnation
  }

  async clear(incarnation: string, seen: { readonly incarnation: string | undefined; readonly checkpoint: number }): Promise<void> {
    await this.rows.clear(incarnation, seen)
  }

  async find(query: NameQuery): Promise<FoundPage> {
    const limit = Math.min(Math.max(Math.trunc(query.limit), 1), highestLimit)
    const after = query.after === undefined ? undefined : openCursor(query.after, this.cursorKey)
    const found = await this.rows.find(query, after, limit + 1)
    const page = found.slice(0, limit)
    const households = page.map(({ entry }) => foundIn(entry, query))
    const last = page.at(-1)
    if (found.length <= limit || !last) return { households }
    return { households, next: closeCursor(last.place, this.cursorKey) }
  }
}

const foundIn = ({ householdId, unit, village, people }: NamedHousehold, query: NameQuery): FoundHousehold => {
  const sought = soughtWords(query.q)
  const matched = people.filter(
    ({ personId, name }) => personId === query.personId || (sought !== undefined && holds(name, sought)),
  )
  const headName = people.find(({ isHead }) => isHead)?.name
  return { householdId, unit, matched, ...(village !== undefined && { village }), ...(headName !== undefined && { headName }) }
}
