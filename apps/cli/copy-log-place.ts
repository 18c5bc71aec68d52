import { access, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { MovableLog } from '#event-log'
import { migrateEventLog, openMongoEventLog } from '#event-log/mongodb/index'
import { openSqliteEventLog } from '#event-log/sqlite/index'
import { openMongo, type MongoConnection } from '#platform'
import { migrateVault, openMovableMongoVault, openMovableSqliteVault, type MovableVault } from '#vault'
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
  if (isMongoUri(address)) return withMongo(address, openDatabases)
  for (const file of ['log.db', 'vault.db']) await access(join(address, file)).catch(() => refuseMissing(address, file))
  return openFolder(address)
}

/** Opens where a log is copied to, made when missing; its vault makes no secrets of its own. */
export const openTarget = async (address: string): Promise<CopyPlace> => {
  if (isMongoUri(address)) return withMongo(address, openPreparedDatabases)
  await mkdir(address, { recursive: true, mode: 0o700 })
  return openFolder(address)
}

const isMongoUri = (address: string): boolean => /^mongodb(\+srv)?:\/\//.test(address)

const openFolder = async (address: string): Promise<CopyPlace> => {
  const name = await realpath(address)
  // The vault first, as everywhere: a log without its vault is refused.
  const vault = await openMovableSqliteVault({ file: join(name, 'vault.db') })
  const log = await openSqliteEventLog({ file: join(name, 'log.db') })
  const close = async (): Promise<void> => {
    await log.close()
    await vault.close()
  }
  return { name, log, vault, close }
}

/** Longer than an election. */
const primaryWithinMs = 15_000

const withMongo = async (uri: string, open: (mongo: MongoConnection) => Promise<CopyPlace>): Promise<CopyPlace> => {
  const mongo = openMongo(uri, { appName: 'sinhke copy-log', serverSelectionTimeoutMS: primaryWithinMs, connectTimeoutMS: 5_000 })
  try {
    return await open(mongo)
  } catch (error) {
    await mongo.close()
    throw error
  }
}

const openPreparedDatabases = async (mongo: MongoConnection): Promise<CopyPlace> => {
  await migrateVault(mongo.database('vault'))
  await migrateEventLog(mongo.database('log'))
  return openDatabases(mongo)
}

const openDatabases = async (mongo: MongoConnection): Promise<CopyPlace> => {
  const vault = await openMovableMongoVault({ database: mongo.database('vault') })
  const log = await openMongoEventLog({ database: mongo.database('log') })
  const close = async (): Promise<void> => {
    await log.close()
    await vault.close()
    await mongo.close()
  }
  return { name: nameOf(mongo), log, vault, close }
}

/** Hosts in order, so that it is the same however the URI lists them. */
const nameOf = (mongo: MongoConnection): string => {
  const { hosts, srvHost } = mongo.client.options
  const server = srvHost ?? hosts.map(String).toSorted().join(',')
  return `${server}/${mongo.database('log').databaseName.replace(/_log$/, '')}`
}

const refuseMissing = (address: string, file: string): never => {
  throw new OperatorError({
    vi: `${address} không có ${file}; hãy cho --from nơi có sổ cùng kho khóa (log.db và vault.db).`,
    en: `there is no ${file} in ${address}; name with --from a place that holds a log and its vault (log.db and vault.db).`,
  })
}
