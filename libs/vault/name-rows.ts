import type { NamedHousehold, NameQuery } from './name-search.js'
import type { Place } from './page-cursor.js'
import type { Awaitable } from './vault-rows.js'

/** What is stored in one step: all of it or nothing. */
export interface SavedPiece {
  readonly entries: readonly NamedHousehold[]
  readonly removed: readonly string[]
  /** Where the last piece brings the search. */
  readonly checkpoint: number
  readonly isLast: boolean
}

export interface FoundRow {
  readonly place: Place
  readonly entry: NamedHousehold
}

export interface SearchState {
  readonly incarnation: string | undefined
  readonly checkpoint: number
}

/** What a store has to do for the search by name. */
export interface NameRows {
  /** Households a piece: as many as a writer may hold up others for. */
  readonly pieceLength: number
  /** Leaves out whoever the vault has forgotten. Throws `StaleCheckpoint`. */
  save(piece: SavedPiece): Promise<void>
  state(): Awaitable<SearchState>
  /** Does nothing where the state is not the one seen. */
  clear(incarnation: string, seen: SearchState): Promise<void>
  /** Matching households behind a place, in order. */
  find(query: NameQuery, after: Place | undefined, limit: number): Awaitable<readonly FoundRow[]>
}
