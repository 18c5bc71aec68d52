import type { Db } from 'mongodb'
import type { VaultWithNames } from '../name-search.js'
import { openVaultOver } from '../open-vault.js'
import { checkVaultSchema } from './migrate-vault.js'
import { MongoNameRows } from './mongo-name-rows.js'
import { MongoVaultRows } from './mongo-vault-rows.js'
import { VaultDatabase } from './vault-database.js'

/** Opens the vault in a database that `migrateVault` has prepared; throws `VaultSchemaMissing` otherwise. Closing it leaves the client open. */
export const openMongoVault = async ({ database }: { readonly database: Db }): Promise<VaultWithNames> => {
  await checkVaultSchema(database)
  const vault = new VaultDatabase(database)
  const names = new MongoNameRows(vault)
  return openVaultOver(new MongoVaultRows(vault, names), names)
}
