import type { VaultWithNames } from '../name-search.js'
import { openVaultOver } from '../open-vault.js'
import { laySchema } from './schema.js'
import { SqliteNameRows } from './sqlite-name-rows.js'
import { SqliteVaultRows } from './sqlite-vault-rows.js'
import { openDatabase } from './sqlite.js'
import { WriteQueue } from './write-queue.js'

export type SqliteVault = VaultWithNames

/** Opens the vault in a file, made on first use. Several processes may have it open at once. */
export const openSqliteVault = async ({ file }: { readonly file: string }): Promise<SqliteVault> => {
  const database = await openDatabase(file)
  await laySchema(database)
  const queue = new WriteQueue(database)
  const names = new SqliteNameRows(database, queue)
  return openVaultOver(new SqliteVaultRows(database, queue, names), names)
}
