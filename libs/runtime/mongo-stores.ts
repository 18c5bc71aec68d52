import type { Db } from 'mongodb'
import { migrateEventLog, openMongoEventLog } from '#event-log/mongodb/index'
import { ConfigurationError, openMongo, placeName, within, type MongoConnection, type StorePlace } from '#platform'
import { migrateViews, openMongoViewStore } from '#read-models/mongodb/mongo-view-store'
import { migrateDeliveries, openMongoDeliveryStore } from '#subscriptions'
import { migrateVault, openMongoVault } from '#vault'
import { explainMongo } from './explain-mongo.js'
import { namesIn } from './names-in-database.js'
import type { StoreKind, Stores } from './stores.js'

/** How long a program waits for a primary before it says that there is none; an election takes less. */
const primaryWithinMs = 10_000
/** Longer, so that the driver, which knows why there is no primary, says it first. */
const answerWithinMs = 15_000

const clientOptions = { appName: 'sinhke', serverSelectionTimeoutMS: primaryWithinMs } as const

/** The databases of a replica set. They are prepared by `sinhke migrate`; outside production by starting too. */
export const mongoStores: StoreKind = {
  exists: (place) => closingAfterwards(place, async (mongo) => isBegun(mongo.database('log'))),
  migrate: (place) => closingAfterwards(place, async (mongo) => {
    await refuseMissingVault(mongo)
    return prepare(mongo)
  }),
  open: async (place) => {
    const mongo = await connect(place)
    try {
      await refuseMissingVault(mongo)
      if (!place.isProduction) await prepare(mongo)
      return await openAll(mongo)
    } catch (error) {
      await mongo.close()
      throw explainMongo(error, place)
    }
  },
}

const openAll = async (mongo: MongoConnection): Promise<Stores> => {
  const vault = await openMongoVault({ database: mongo.database('vault') })
  const log = await openMongoEventLog({ database: mongo.database('log') })
  const views = await openMongoViewStore({ database: mongo.database('views') })
  const deliveries = await openMongoDeliveryStore({ database: mongo.database('subscriptions') })
  return {
    log, views, vault, deliveries,
    mayVaultKnowNoLog: false,
    close: async () => {
      await deliveries.close()
      await views.close()
      await log.close()
      await vault.close()
      await mongo.close()
    },
  }
}

/** The vault first: a log without one is refused, and a preparing that broke off must not look like that. Names what it made. */
const prepare = async (mongo: MongoConnection): Promise<string[]> => {
  const databases = (['vault', 'log', 'views', 'subscriptions'] as const).map((part) => mongo.database(part))
  const before = new Set((await Promise.all(databases.map(namesIn))).flat())
  await migrateVault(mongo.database('vault'))
  await migrateEventLog(mongo.database('log'))
  await migrateViews(mongo.database('views'))
  await migrateDeliveries(mongo.database('subscriptions'))
  return (await Promise.all(databases.map(namesIn))).flat().filter((name) => !before.has(name))
}

const connect = async (place: StorePlace): Promise<MongoConnection> => {
  const mongo = openMongo(place.mongodbUri ?? '', clientOptions)
  try {
    const { setName } = await within(answerWithinMs, (signal) => mongo.client.db('admin').command({ hello: 1 }, { signal }))
    if (setName === undefined) throw notASet(place)
    return mongo
  } catch (error) {
    await mongo.close()
    throw explainMongo(error, place)
  }
}

const closingAfterwards = async <Result>(place: StorePlace, work: (mongo: MongoConnection) => Promise<Result>): Promise<Result> => {
  const mongo = await connect(place)
  try {
    return await work(mongo)
  } catch (error) {
    throw explainMongo(error, place)
  } finally {
    await mongo.close()
  }
}

const isBegun = (database: Db): Promise<boolean> => database.listCollections({}, { nameOnly: true }).hasNext()

/** As with files: without its vault the names in a log can't be opened, and a new one would hide that it is gone. */
const refuseMissingVault = async (mongo: MongoConnection): Promise<void> => {
  const [log, vault] = [mongo.database('log'), mongo.database('vault')]
  if (!(await isBegun(log)) || (await isBegun(vault))) return
  throw new ConfigurationError({
    vi: `có sổ (${log.databaseName}) nhưng thiếu ${vault.databaseName}, cơ sở dữ liệu giữ khóa của các họ tên trong sổ; hãy khôi phục nó từ bản sao lưu cùng lúc với sổ. Nếu muốn bắt đầu sổ mới, hãy đặt tên khác trong MONGODB_URI.`,
    en: `there is a log (${log.databaseName}) but not ${vault.databaseName}, which has the keys of the names in it; restore it from the backup made together with the log. To begin a new log give another name in MONGODB_URI.`,
  })
}

const notASet = (place: StorePlace): ConfigurationError => new ConfigurationError({
  vi: `MONGODB_URI phải trỏ tới một replica set, nhưng ${placeName(place)} là một máy chủ đơn; hãy chạy mongod với --replSet rồi rs.initiate().`,
  en: `MONGODB_URI must lead to a replica set, but ${placeName(place)} is a server by itself; run mongod with --replSet, then rs.initiate().`,
})
