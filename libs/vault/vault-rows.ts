import type { ActorRecord } from './vault.js'

/** A store in the same process answers at once, one behind a network later. */
export type Awaitable<T> = T | Promise<T>

/** Somebody was forgotten. Sequence numbers grow, and one that is seen is never followed by a lower one. */
export interface Forgetting {
  readonly sequence: number
  readonly key: string
}

export interface KeyRow {
  readonly key: string
  readonly bytes: Uint8Array
}

/** What is known of the keys asked for; one that is in neither was never made. */
export interface KeysRead {
  readonly found: ReadonlyMap<string, Uint8Array>
  readonly forgotten: ReadonlySet<string>
}

export interface PersonIdRow {
  readonly hash: string
  readonly personId: string
}

/**
 * What a store has to do for a vault. Every write is durable when it resolves, and may be repeated. What makes
 * something keeps what is there already, whoever made it: so the caller reads afterwards which one counts.
 * No read is older than another that this process has had the answer of.
 */
export interface VaultRows {
  /** In order. */
  forgottenAfter(sequence: number): Awaitable<readonly Forgetting[]>
  readKeys(keys: readonly string[]): Awaitable<KeysRead>
  /** Never one for whom it has forgotten. */
  createKeys(rows: readonly KeyRow[]): Promise<void>
  /** By hash. */
  readPersonIds(hashes: readonly string[]): Awaitable<ReadonlyMap<string, string>>
  createPersonIds(rows: readonly PersonIdRow[]): Promise<void>
  findSecret(name: string): Awaitable<Uint8Array | undefined>
  createSecret(name: string, bytes: Uint8Array): Promise<void>
  /** Replaces the actor of that id. */
  putActor(actor: ActorRecord): Promise<void>
  findActor(id: string): Awaitable<ActorRecord | undefined>
  logs(): Awaitable<string[]>
  addLog(incarnation: string): Promise<void>
  /** In one step: the key, a person's citizen number and every clear name in the search are gone, and the forgetting is told. */
  forget(key: string): Promise<void>
  close(): Promise<void>
}
