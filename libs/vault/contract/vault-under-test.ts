import type { VaultWithNames } from '../name-search.js'

/** A store that is to keep the vault's promises. */
export interface VaultUnderTest {
  readonly title: string
  /** Module that exports `openVault(place)`; other processes import it too. */
  readonly opener: URL
  /** A place (file or database) for one test, empty. */
  newPlace(): Promise<string>
  removePlace(place: string): Promise<void>
}

export interface VaultOpener {
  openVault(place: string): Promise<VaultWithNames>
}

export const openVaultAt = async ({ opener }: VaultUnderTest, place: string): Promise<VaultWithNames> => {
  const { openVault } = (await import(opener.href)) as VaultOpener
  return openVault(place)
}
