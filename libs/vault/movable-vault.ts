/**
 * In the order in which they move. Secrets first: a target that is a vault of its own has others, and is refused before
 * anything is written. Forgettings before keys, so that a key destroyed since an earlier attempt doesn't stay there.
 */
export const vaultRowKinds = ['secret', 'log', 'forgotten', 'key', 'citizen-number', 'actor'] as const

export type VaultRowKind = (typeof vaultRowKinds)[number]

/** Whatever a vault holds, in a form that is the same for every store. */
export interface VaultRow {
  readonly kind: VaultRowKind
  /** Unique in its kind, and what its rows are ordered by, as UTF-8: of a forgetting the sequence in 19 digits, of a citizen number its keyed hash. */
  readonly name: string
  /** Bytes in base64url; the key that was forgotten; the person id; the actor's JSON as it stands; nothing for a log. */
  readonly content: string
}

/** Two vaults with the same digest hold the same. */
export interface VaultDigest {
  readonly rows: number
  readonly sha256: string
}

/**
 * A vault to be copied or copied into: opened without making secrets of its own, and so empty where it is new. The
 * search by name doesn't move: it is filled from the log again, beginning at 0.
 */
export interface MovableVault {
  /** Everything, in batches, by kind and name. */
  exportRows(): AsyncIterable<VaultRow[]>
  /**
   * Stores rows as they are; what is there already stays, so that an import that broke off is repeated from the start.
   * Throws `VaultRowDiffers`, and stores none of these, where a row is there with other content. An actor alone
   * is replaced, as everywhere, and a forgetting destroys here too what it destroyed there.
   */
  importRows(rows: readonly VaultRow[]): Promise<void>
  /** Of all rows in the order of the export. */
  digest(): Promise<VaultDigest>
  isEmpty(): Promise<boolean>
  close(): Promise<void>
}
