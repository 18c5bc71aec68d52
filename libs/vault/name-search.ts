import type { Vault } from './vault.js'

/** A household as the name search knows it. Clear names: they stand nowhere but in the vault. */
export interface NamedHousehold {
  readonly householdId: string
  readonly unit: { readonly codeSet: string; readonly code: string }
  readonly village?: string | undefined
  readonly people: readonly NamedPerson[]
}

export interface NamedPerson {
  readonly personId: string
  readonly name: string
  readonly isHead: boolean
}

/**
 * What to look for; conditions are joined by "and", none at all means every household.
 * Text is compared folded (see `foldText`), so that tone marks and their placement don't matter.
 */
export interface NameQuery {
  /** Every word is a word of ONE person's name; the last may be its beginning. */
  readonly q?: string | undefined
  /** Every word is a word of the village's name; the last may be its beginning. */
  readonly village?: string | undefined
  readonly unit?: { readonly codeSet: string; readonly code: string } | undefined
  readonly personId?: string | undefined
  /** `next` of the page before. */
  readonly after?: string | undefined
  /** At most 200. */
  readonly limit: number
}

/** Enough to tell namesakes apart. */
export interface FoundHousehold {
  readonly householdId: string
  readonly unit: { readonly codeSet: string; readonly code: string }
  readonly village?: string | undefined
  /** Absent when the household has no head, or the head has been forgotten. */
  readonly headName?: string | undefined
  /** The people whom `q` or `personId` matched; empty when neither was asked for. */
  readonly matched: readonly NamedPerson[]
}

export interface FoundPage {
  readonly households: readonly FoundHousehold[]
  /** Opaque and sealed, since it knows a name; absent on the last page. */
  readonly next?: string | undefined
}

/** Finds households by the names of their people. Fed from the log like a read model, but kept in the vault. */
export interface NameSearch {
  /**
   * Replaces what is known of each household, and with the last of them takes out those in `removed` and stores the log
   * position that this brings the search to. Many households go in several short transactions: a crash in between only means saving them again.
   * People and households that the vault has forgotten are left out. Throws `StaleCheckpoint` when the search is
   * further already: then whoever carried it there has saved these too.
   */
  save(entries: readonly NamedHousehold[], checkpoint: number, removed?: readonly string[]): Promise<void>
  /** The log position that the search is at; 0 at first. */
  checkpoint(): Promise<number>
  /** Which log the search is fed from; undefined for a new search. */
  incarnation(): Promise<string | undefined>
  /**
   * Empties the search and sets it back to position 0; what comes is from the log with this incarnation. Does nothing
   * where incarnation and checkpoint are not those that the caller saw: another process was faster.
   */
  clear(incarnation: string, seen: { readonly incarnation: string | undefined; readonly checkpoint: number }): Promise<void>
  /** Ordered by the head's folded name, then householdId. Throws `InvalidCursor`. */
  find(query: NameQuery): Promise<FoundPage>
}

/** What a store opens: the vault, and the search that lives in it. */
export interface VaultWithNames extends Vault {
  readonly names: NameSearch
}
