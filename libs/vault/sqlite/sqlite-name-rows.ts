import { StaleCheckpoint } from '../errors.js'
import type { FoundRow, NameRows, SavedPiece, SearchState } from '../name-rows.js'
import type { NamedHousehold, NameQuery } from '../name-search.js'
import type { Place } from '../page-cursor.js'
import { CandidateSearch } from './candidate-search.js'
import { SearchRows } from './search-rows.js'
import type { Database, Statement } from './sqlite.js'
import type { WriteQueue } from './write-queue.js'

/** The search by name over SQLite: a table of folded words, each word's rows in the order of the answers. */
export class SqliteNameRows implements NameRows {
  /** Their words lie far apart in the file, so it is slow, and the process waits for it. */
  readonly pieceLength = 50
  private readonly rows: SearchRows
  private readonly candidates: CandidateSearch
  private readonly readCheckpoint: Statement
  private readonly writeCheckpoint: Statement
  private readonly readIncarnation: Statement
  private readonly writeIncarnation: Statement
  private readonly isForgotten: Statement

  constructor(
    database: Database,
    private readonly queue: WriteQueue,
  ) {
    this.rows = new SearchRows(database)
    this.candidates = new CandidateSearch(database)
    this.readCheckpoint = database.prepare('SELECT position FROM search_checkpoint WHERE id = 1')
    this.writeCheckpoint = database.prepare('INSERT OR REPLACE INTO search_checkpoint (id, position) VALUES (1, ?)')
    this.readIncarnation = database.prepare('SELECT incarnation FROM search_log WHERE id = 1')
    this.writeIncarnation = database.prepare('INSERT OR REPLACE INTO search_log (id, incarnation) VALUES (1, ?)')
    this.isForgotten = database.prepare('SELECT 1 FROM forgotten WHERE key = ?')
  }

  save({ entries, removed, checkpoint, isLast }: SavedPiece): Promise<void> {
    return this.queue.write(() => {
      const reached = this.state().checkpoint
      if (checkpoint < reached) throw new StaleCheckpoint(reached)
      for (const entry of entries) this.replace(entry, checkpoint)
      for (const householdId of removed) this.rows.remove(householdId, checkpoint)
      if (isLast) this.writeCheckpoint.run(checkpoint)
    })
  }

  state(): SearchState {
    const incarnation = (this.readIncarnation.get() as { incarnation: string } | undefined)?.incarnation
    const checkpoint = (this.readCheckpoint.get() as { position: number } | undefined)?.position ?? 0
    return { incarnation, checkpoint }
  }

  clear(incarnation: string, seen: SearchState): Promise<void> {
    return this.queue.write(() => {
      const now = this.state()
      if (now.incarnation !== seen.incarnation || now.checkpoint !== seen.checkpoint) return
      this.rows.clear()
      this.writeCheckpoint.run(0)
      this.writeIncarnation.run(incarnation)
    })
  }

  find(query: NameQuery, after: Place | undefined, limit: number): FoundRow[] {
    return this.candidates.find(query, after, limit).flatMap((place) => {
      const [entry] = this.rows.read([place.householdId])
      return entry ? [{ place, entry }] : []
    })
  }

  /** Part of a write: takes out every clear name of a person or household whose key is being destroyed. */
  forget(key: string): void {
    if (key.startsWith('household:')) this.rows.forgetHousehold(key.slice('household:'.length))
    if (key.startsWith('person:')) this.rows.forgetPerson(key.slice('person:'.length))
  }

  /** What was read from the log before somebody was forgotten may be saved after it; it must not bring a name back. */
  private replace(entry: NamedHousehold, position: number): void {
    if (this.hasForgotten(`household:${entry.householdId}`)) return
    const people = entry.people.filter(({ personId }) => !this.hasForgotten(`person:${personId}`))
    this.rows.replace({ ...entry, people }, position)
  }

  private hasForgotten(key: string): boolean {
    return this.isForgotten.get(key) !== undefined
  }
}
