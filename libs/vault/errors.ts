import type { VaultRowKind } from './movable-vault.js'

/** A sealed value was changed, moved to another place, or sealed under a key that this vault never had. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
  constructor(
    readonly key: string,
    readonly at: string,
  ) {
    super(`the seal at ${at} under the key of ${key} does not hold`)
  }
}

/** The subject's key has been destroyed: nothing can be sealed for it any more. */
export class SubjectForgotten extends Error {
  override readonly name = 'SubjectForgotten'
  constructor(readonly key: string) {
    super(`${key} has been forgotten`)
  }
}

/** Not a citizen number of 9 or 12 digits. The number itself is never part of the message. */
export class InvalidCitizenNumber extends Error {
  override readonly name = 'InvalidCitizenNumber'
  constructor(readonly index: number) {
    super(`citizen number ${index + 1} of the call has neither 9 nor 12 digits`)
  }
}

/** The cursor is not one that this vault gave out. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor'
}

/** Somebody else has carried the name search further than the position that was to be saved. Nothing was stored. */
export class StaleCheckpoint extends Error {
  override readonly name = 'StaleCheckpoint'
  constructor(readonly checkpoint: number) {
    super(`the name search stands at ${checkpoint} already`)
  }
}

/** The vault stayed locked by another process, or did not answer, for too long. What was asked may be repeated at any time. */
export class VaultUnavailable extends Error {
  override readonly name = 'VaultUnavailable'
}

/** The database was not laid out for the vault of this release. */
export class VaultSchemaMissing extends Error {
  override readonly name = 'VaultSchemaMissing'
  constructor(database: string, found: number | undefined, needed: number) {
    super(
      found !== undefined && found > needed
        ? `the vault in ${database} was made by a newer release (schema ${found}, this one knows ${needed})`
        : `the database ${database} is not laid out as a vault: run sinhke migrate`,
    )
  }
}

/** A row that was to be copied is there already and holds something else: a vault of its own, or one that went on by itself. Nothing was stored. */
export class VaultRowDiffers extends Error {
  override readonly name = 'VaultRowDiffers'
  constructor(
    readonly kind: VaultRowKind,
    readonly rowName: string,
  ) {
    super(`the ${kind} ${rowName} stands in the target vault with other content`)
  }
}
