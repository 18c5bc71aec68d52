import type { MovableVault } from '../movable-vault.js'
import type { VaultWithNames } from '../name-search.js'

/** A store that is to keep the vault's promises. */
export interface VaultUnderTest {
  readonly title: string
  /** Module that exports a `VaultOpener`; other processes import it too. */
  readonly opener: URL
  /** A place (file or database) for one test, empty. */
  newPlace(): Promise<string>
  removePlace(place: string): Promise<void>
}

export interface VaultOpener {
  openVault(place: string): Promise<VaultWithNames>
  openMovableVault(place: string): Promise<MovableVault>
}

export const openVaultAt = async ({ opener }: VaultUnderTest, place: string): Promise<VaultWithNames> => {
  const { openVault } = (await import(opener.href)) as VaultOpener
  return openVault(place)
}

export const openMovableVaultAt = async ({ opener }: VaultUnderTest, place: string): Promise<MovableVault> => {
  const { openMovableVault } = (await import(opener.href)) as VaultOpener
  return openMovableVault(place)
}
