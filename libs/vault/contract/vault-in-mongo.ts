import type { Db } from 'mongodb'
import { openMongo } from '#platform'
import type { MovableVault } from '../movable-vault.js'
import type { VaultWithNames } from '../name-search.js'
import { openMovableMongoVault } from '../mongodb/movable-mongo-vault.js'
import { openMongoVault } from '../mongodb/open-mongo-vault.js'

/** How the contract suite, and the processes that it starts, open a vault in a database. */
export const openVault = (uri: string): Promise<VaultWithNames> => withOwnClient(uri, openMongoVault)

export const openMovableVault = (uri: string): Promise<MovableVault> => withOwnClient(uri, openMovableMongoVault)

/** With a client that is closed with the vault. */
const withOwnClient = async <T extends { close(): Promise<void> }>(uri: string, open: (options: { readonly database: Db }) => Promise<T>): Promise<T> => {
  const mongo = openMongo(uri)
  const vault = await open({ database: mongo.database('vault') })
  const close = vault.close.bind(vault)
  vault.close = async () => {
    await close()
    await mongo.close()
  }
  return vault
}
