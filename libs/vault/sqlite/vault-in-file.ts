import { join } from 'node:path'
import type { MovableVault } from '../movable-vault.js'
import type { VaultWithNames } from '../name-search.js'
import { openMovableSqliteVault } from './movable-sqlite-vault.js'
import { openSqliteVault } from './open-sqlite-vault.js'

/** How the contract suite, and the processes that it starts, open a vault in a folder. */
export const openVault = (folder: string): Promise<VaultWithNames> => openSqliteVault({ file: join(folder, 'vault.db') })

export const openMovableVault = (folder: string): Promise<MovableVault> => openMovableSqliteVault({ file: join(folder, 'vault.db') })
