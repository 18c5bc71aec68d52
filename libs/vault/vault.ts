/**
 * A sealed value as it stands in the log and in read models: AES-256-GCM, base64url of nonce (12), ciphertext
 * and authentication tag (16), under the key of `key`; `at` (eventId/field path) is authenticated with it.
 */
export interface SealedValue {
  readonly sealed: string
  /** Whose key: `person:<id>`, `household:<id>`, or the tag of another subject. */
  readonly key: string
  readonly at: string
}

/** What stands in place of a value whose key has been destroyed. */
export interface Forgotten {
  readonly forgotten: true
}

export interface ToSeal {
  readonly key: string
  readonly at: string
  readonly value: unknown
}

/** An officer, service or other actor behind a token. */
export interface ActorRecord {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly unit?: { readonly codeSet: string; readonly code: string } | undefined
}

/** Keys of persons and households, pseudonyms, secrets and actors' names. The only place that holds them. */
export interface Vault {
  /** Seals values; every key used is durable in the vault before this returns. Result in the order of the input. */
  seal(values: readonly ToSeal[]): Promise<SealedValue[]>
  /**
   * The documents with every sealed value in them opened, or `Forgotten` where its key is gone; the given ones stay as
   * they are, and parts without seals are shared with them. A document must not change afterwards: opened again it gives the
   * same object, until anybody is forgotten. Throws `SealBroken` on a forged one.
   */
  open<T>(documents: readonly T[]): Promise<T[]>
  /** Random person ids for citizen numbers, the same for the same number for ever: get or create, in the order of the input. */
  personIds(citizenNumbers: readonly string[]): Promise<string[]>
  /** The person id of a citizen number that was met before. */
  findPersonId(citizenNumber: string): Promise<string | undefined>
  /** Keyed hash (SHA-512/256, hex) under the vault's fingerprint key. */
  fingerprint(text: string): string
  /** A random secret of 32 bytes by name, made on first use; the same in every process. */
  secret(name: string): Promise<Uint8Array>
  addActor(actor: ActorRecord): Promise<void>
  findActor(id: string): Promise<ActorRecord | undefined>
  /** Destroys the key of a subject, and a person's citizen-number mapping with it. Their sealed values stay unreadable for ever. */
  forget(key: string): Promise<void>
  /** The incarnations of the logs whose keys this vault has. */
  logs(): Promise<string[]>
  addLog(incarnation: string): Promise<void>
  close(): Promise<void>
}
