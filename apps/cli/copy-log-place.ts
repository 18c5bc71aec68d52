import { access, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { MovableLog } from '#event-log'
import { openMongoEventLog } from '#event-log/mongodb/index'
import { openSqliteEventLog } from '#event-log/sqlite/index'
import { loadConfig, openMongo, placeName, type MongoConnection, type StorePlace } from '#platform'
import { Runtime } from '#runtime'
import { migrateDeliveries, openMongoDeliveryStore, openSqliteDeliveryStore, type DeliveryStore } from '#subscriptions'
import { openMovableMongoVault, openMovableSqliteVault, type MovableVault } from '#vault'
import { endAbandonedTransactions } from './copy-log-abandoned.js'
import { OperatorError } from './explain.js'

/** A log, its vault and what deliveries remember, to be copied or copied to: files in a folder, or databases of a MongoDB. */
export interface CopyPlace {
  /** What it is called as a successor; never with a password. */
  readonly name: string
  readonly log: MovableLog
  readonly vault: MovableVault
  readonly deliveries: DeliveryStore
  close(): Promise<void>
}

/** Opens what must be there already. */
export const openSource = async (address: string): Promise<CopyPlace> => {
  if (isMongoUri(address)) {
    const place = placeOfUri(address)
    return (await Runtime.exists(place)) ? openDatabases(address) : refuseMissing(placeName(place))
  }
  for (const file of ['log.db', 'vault.db']) await access(join(address, file)).catch(() => refuseMissing(join(address, file)))
  return openFolder(address)
}

/** Opens where a log is copied to, made when missing; its vault makes no secrets of its own. */
export const openTarget = async (address: string): Promise<CopyPlace> => {
  if (isMongoUri(address)) return openPreparedDatabases(address)
  await mkdir(address, { recursive: true, mode: 0o700 })
  return openFolder(address)
}

const isMongoUri = (address: string): boolean => /^mongodb(\+srv)?:/.test(address)

const placeOfUri = (uri: string): StorePlace => loadConfig({ MONGODB_URI: uri })

const openFolder = async (address: string): Promise<CopyPlace> => {
  const name = await realpath(address)
  // The vault first, as everywhere: a log without its vault is refused.
  const vault = await openMovableSqliteVault({ file: join(name, 'vault.db') })
  const log = await openSqliteEventLog({ file: join(name, 'log.db') })
  const deliveries = await openSqliteDeliveryStore({ file: join(name, 'subscriptions.db') })
  const close = async (): Promise<void> => {
    await deliveries.close()
    await log.close()
    await vault.close()
  }
  return { name, log, vault, deliveries, close }
}

const openPreparedDatabases = async (uri: string): Promise<CopyPlace> => {
  const place = placeOfUri(uri)
  // An open transaction is in the way of preparing too.
  if (await Runtime.exists(place)) await endAbandoned(uri)
  await Runtime.migrate(place)
  return openDatabases(uri)
}

const endAbandoned = async (uri: string): Promise<void> => {
  const mongo = connectTo(uri)
  await endAbandonedTransactions(mongo, appNameFor(uri)).finally(() => mongo.close())
}

const openDatabases = async (uri: string): Promise<CopyPlace> => {
  const mongo = connectTo(uri)
  try {
    const vault = await openMovableMongoVault({ database: mongo.database('vault') })
    const log = await openMongoEventLog({ database: mongo.database('log') })
    // A source of a release before there were any has no place for them yet.
    await migrateDeliveries(mongo.database('subscriptions'))
    const deliveries = await openMongoDeliveryStore({ database: mongo.database('subscriptions') })
    const close = async (): Promise<void> => {
      await deliveries.close()
      await log.close()
      await vault.close()
      await mongo.close()
    }
    return { name: nameOf(mongo), log, vault, deliveries, close }
  } catch (error) {
    await mongo.close()
    throw error
  }
}

/** What copying to or from these databases is called on the server. */
export const appNameFor = (uri: string): string => `sinhke copy-log ${placeName(placeOfUri(uri)).split('/').at(-1) ?? ''}`

/** Longer than an election. */
const primaryWithinMs = 15_000

const connectTo = (uri: string): MongoConnection => openMongo(uri, { appName: appNameFor(uri), serverSelectionTimeoutMS: primaryWithinMs })

/** Hosts in order, so that it is the same however the URI lists them. */
const nameOf = (mongo: MongoConnection): string => {
  const { hosts, srvHost } = mongo.client.options
  const server = srvHost ?? hosts.map(String).toSorted().join(',')
  return `${server}/${mongo.database('log').databaseName.replace(/_log$/, '')}`
}

const refuseMissing = (what: string): never => {
  throw new OperatorError({
    vi: `không có sổ hay kho khóa nào ở ${what}; hãy cho --from nơi có cả hai (thư mục có log.db và vault.db, hoặc MongoDB).`,
    en: `there is no log or no vault at ${what}; name with --from a place that holds both (a folder with log.db and vault.db, or a MongoDB).`,
  })
}
