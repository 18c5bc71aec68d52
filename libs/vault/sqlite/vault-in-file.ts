import { join } from 'node:path'
import type { VaultWithNames } from '../name-search.js'
import { openSqliteVault } from './open-sqlite-vault.js'

/** How the contract suite, and the processes that it starts, open a vault in a folder. */
export const openVault = (folder: string): Promise<VaultWithNames> => openSqliteVault({ file: join(folder, 'vault.db') })
