import { setImmediate as nextTurn } from 'node:timers/promises'
import { StaleCheckpoint } from '../errors.js'
import { holds, soughtWords } from '../matching.js'
import type { FoundHousehold, FoundPage, NamedHousehold, NameQuery, NameSearch } from '../name-search.js'
import { closeCursor, openCursor } from '../page-cursor.js'
import { CandidateSearch } from './candidate-search.js'
import type { KeyStore } from './key-store.js'
import { SearchRows } from './search-rows.js'
import type { Database, Statement } from './sqlite.js'
import type { WriteQueue } from './write-queue.js'

const highestLimit = 200
/** Households a transaction. Their words lie far apart in the file, so it is slow, and the process waits for it. */
const savedTogether = 50

interface Parts {
  readonly database: Database
  readonly queue: WriteQueue
  readonly keys: KeyStore
  readonly cursorKey: Uint8Array
}

/** The search by name over SQLite: a table of folded words, each word's rows in the order of the answers. */
export class SqliteNameSearch implements NameSearch {
  private readonly rows: SearchRows
  private readonly candidates: CandidateSearch
  private readonly readCheckpoint: Statement
  private readonly writeCheckpoint: Statement
  private readonly readIncarnation: Statement
  private readonly writeIncarnation: Statement

  constructor(private readonly parts: Parts) {
    const { database } = parts
    this.rows = new SearchRows(database)
    this.candidates = new CandidateSearch(database)
    this.readCheckpoint = database.prepare('SELECT position FROM search_checkpoint WHERE id = 1')
    this.writeCheckpoint = database.prepare('INSERT OR REPLACE INTO search_checkpoint (id, position) VALUES (1, ?)')
    this.readIncarnation = database.prepare('SELECT incarnation FROM search_log WHERE id = 1')
    this.writeIncarnation = database.prepare('INSERT OR REPLACE INTO search_log (id, incarnation) VALUES (1, ?)')
  }

  async save(entries: readonly NamedHousehold[], checkpoint: number, removed: readonly string[] = []): Promise<void> {
    let from = 0
    for (; entries.length - from > savedTogether; from += savedTogether) {
      const some = entries.slice(from, from + savedTogether)
      await this.parts.queue.write(() => this.saveSome(some, checkpoint))
      await nextTurn()
    }
    await this.parts.queue.write(() => {
      this.saveSome(entries.slice(from), checkpoint)
      for (const householdId of removed) this.rows.remove(householdId)
      this.writeCheckpoint.run(checkpoint)
    })
  }

  async checkpoint(): Promise<number> {
    return this.position()
  }

  async incarnation(): Promise<string | undefined> {
    return this.fedFrom()
  }

  async clear(incarnation: string, seen: { readonly incarnation: string | undefined; readonly checkpoint: number }): Promise<void> {
    await this.parts.queue.write(() => {
      if (this.fedFrom() !== seen.incarnation || this.position() !== seen.checkpoint) return
      this.rows.clear()
      this.writeCheckpoint.run(0)
      this.writeIncarnation.run(incarnation)
    })
  }

  async find(query: NameQuery): Promise<FoundPage> {
    const limit = Math.min(Math.max(Math.trunc(query.limit), 1), highestLimit)
    const after = query.after === undefined ? undefined : openCursor(query.after, this.parts.cursorKey)
    const places = this.candidates.find(query, after, limit + 1)
    const page = places.slice(0, limit)
    const households = this.rows.read(page.map(({ householdId }) => householdId)).map((entry) => foundIn(entry, query))
    const last = page.at(-1)
    if (places.length <= limit || !last) return { households }
    return { households, next: closeCursor(last, this.parts.cursorKey) }
  }

  /** Part of a write: takes out every clear name of a person or household whose key is being destroyed. */
  forget(key: string): void {
    if (key.startsWith('household:')) this.rows.remove(key.slice('household:'.length))
    if (!key.startsWith('person:')) return
    const personId = key.slice('person:'.length)
    for (const entry of this.rows.withPerson(personId)) {
      this.rows.replace({ ...entry, people: entry.people.filter((person) => person.personId !== personId) })
    }
  }

  private saveSome(entries: readonly NamedHousehold[], checkpoint: number): void {
    const reached = this.position()
    if (checkpoint < reached) throw new StaleCheckpoint(reached)
    for (const entry of entries) this.replace(entry)
  }

  /** What was read from the log before somebody was forgotten may be saved after it; it must not bring a name back. */
  private replace(entry: NamedHousehold): void {
    const { keys } = this.parts
    if (keys.hasForgotten(`household:${entry.householdId}`)) return
    this.rows.replace({
      ...entry,
      people: entry.people.filter(({ personId }) => !keys.hasForgotten(`person:${personId}`)),
    })
  }

  private fedFrom(): string | undefined {
    return (this.readIncarnation.get() as { incarnation: string } | undefined)?.incarnation
  }

  private position(): number {
    return (this.readCheckpoint.get() as { position: number } | undefined)?.position ?? 0
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
