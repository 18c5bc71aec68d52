import { HouseholdNames } from './household-names.js'
import { KeyStore } from './key-store.js'
import type { NameRows } from './name-rows.js'
import type { VaultWithNames } from './name-search.js'
import { Pseudonyms } from './pseudonyms.js'
import { SealingVault } from './sealing-vault.js'
import { getOrCreateSecret } from './secrets.js'
import type { VaultRows } from './vault-rows.js'

/** A vault over the rows of a store; its own secrets are made on first use. */
export const openVaultOver = async (rows: VaultRows, nameRows: NameRows): Promise<VaultWithNames> => {
  const fingerprintKey = await getOrCreateSecret(rows, 'vault/fingerprint')
  const citizenNumberKey = await getOrCreateSecret(rows, 'vault/citizen-numbers')
  const cursorKey = await getOrCreateSecret(rows, 'vault/cursors')
  return new SealingVault({
    rows,
    keys: new KeyStore(rows),
    pseudonyms: new Pseudonyms(rows, citizenNumberKey),
    names: new HouseholdNames(nameRows, cursorKey),
    fingerprintKey,
  })
}
