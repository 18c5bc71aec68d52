import { openMongo } from '#platform'
import type { VaultWithNames } from '../name-search.js'
import { openMongoVault } from './open-mongo-vault.js'

/** How the contract suite, and the processes that it starts, open a vault in a database. */
export const openVault = async (uri: string): Promise<VaultWithNames> => {
  const mongo = openMongo(uri)
  const vault = await openMongoVault({ database: mongo.database('vault') })
  const close = vault.close.bind(vault)
  vault.close = async () => {
    await close()
    await mongo.close()
  }
  return vault
}
