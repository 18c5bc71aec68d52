import { KeyStore } from './key-store.js'
import { Pseudonyms } from './pseudonyms.js'
import { schema } from './schema.js'
import { Secrets } from './secrets.js'
import { SqliteNameSearch } from './sqlite-name-search.js'
import { SqliteVault } from './sqlite-vault.js'
import { inTransaction, openDatabase } from './sqlite.js'
import { WriteQueue } from './write-queue.js'

/** Opens the vault in a file, made on first use. Several processes may have it open at once. */
export const openSqliteVault = async ({ file }: { readonly file: string }): Promise<SqliteVault> => {
  const database = await openDatabase(file)
  await inTransaction(database, () => database.exec(schema))
  const secrets = new Secrets(database)
  const own = await inTransaction(database, () => ({
    fingerprintKey: secrets.getOrCreate('vault/fingerprint'),
    citizenNumberKey: secrets.getOrCreate('vault/citizen-numbers'),
    cursorKey: secrets.getOrCreate('vault/cursors'),
  }))
  const queue = new WriteQueue(database)
  const keys = new KeyStore(database, queue)
  const pseudonyms = new Pseudonyms(database, queue, own.citizenNumberKey)
  const names = new SqliteNameSearch({ database, queue, keys, cursorKey: own.cursorKey })
  return new SqliteVault({ database, queue, keys, pseudonyms, names, secrets, fingerprintKey: own.fingerprintKey })
}
