import { access, mkdir, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { MovableLog } from '#event-log'
import { openSqliteEventLog } from '#event-log/sqlite/index'
import { openMovableSqliteVault, type MovableVault } from '#vault'
import { OperatorError } from './explain.js'

/** A log and its vault, to be copied or copied to: files in a folder, or databases of a MongoDB. */
export interface CopyPlace {
  /** What it is called as a successor; never with a password. */
  readonly name: string
  readonly log: MovableLog
  readonly vault: MovableVault
  close(): Promise<void>
}

/** Opens what must be there already. */
export const openSource = async (address: string): Promise<CopyPlace> => {
  for (const file of ['log.db', 'vault.db']) await access(join(address, file)).catch(() => refuseMissing(address, file))
  return openFolder(address)
}

/** Opens where a log is copied to, made when missing; its vault makes no secrets of its own. */
export const openTarget = async (address: string): Promise<CopyPlace> => {
  await mkdir(address, { recursive: true, mode: 0o700 })
  return openFolder(address)
}

const openFolder = async (address: string): Promise<CopyPlace> => {
  const name = await realpath(resolve(address))
  // The vault first, as everywhere: a log without its vault is refused.
  const vault = await openMovableSqliteVault({ file: join(name, 'vault.db') })
  const log = await openSqliteEventLog({ file: join(name, 'log.db') })
  const close = async (): Promise<void> => {
    await log.close()
    await vault.close()
  }
  return { name, log, vault, close }
}

const refuseMissing = (address: string, file: string): never => {
  throw new OperatorError({
    vi: `${address} không có ${file}; hãy cho --from nơi có sổ cùng kho khóa (log.db và vault.db).`,
    en: `there is no ${file} in ${address}; name with --from a place that holds a log and its vault (log.db and vault.db).`,
  })
}
