import { setTimeout as sleep } from 'node:timers/promises'
import { LogUnavailable, type MovableLog } from '#event-log'
import { migrateEventLog, openMongoEventLog } from '#event-log/mongodb/index'
import { openMongo } from '#platform'
import { ViewsUnavailable, type ViewStore } from '#read-models'
import { migrateViews, openMongoViewStore } from '#read-models/mongodb/mongo-view-store'

/** The log and the views of a round, as one process has them open. */
export interface Stores extends AsyncDisposable {
  readonly log: MovableLog
  readonly views: ViewStore
}

export interface StoreOptions {
  readonly appName: string
  readonly appendTimeoutMs?: number
}

/** Makes the collections, as `sinhke migrate` does. */
export const migrate = async (uri: string): Promise<void> => {
  const mongo = openMongo(uri)
  try {
    await migrateEventLog(mongo.database('log'))
    await migrateViews(mongo.database('views'))
  } finally {
    await mongo.close()
  }
}

/** Waits for a set that has no primary just now: processes are started in the midst of faults. */
export const openStores = async (uri: string, { appName, ...options }: StoreOptions): Promise<Stores> => {
  const mongo = openMongo(uri, { appName })
  const log = await untilAvailable(() => openMongoEventLog({ ...options, database: mongo.database('log') }))
  const views = await untilAvailable(() => openMongoViewStore({ database: mongo.database('views') }))
  return {
    log,
    views,
    async [Symbol.asyncDispose]() {
      await views.close()
      await log.close()
      await mongo.close()
    },
  }
}

const pauseMs = 100

/** Again and again while the servers can't be reached, or until the signal aborts: other errors are thrown. */
export const untilAvailable = async <Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> => {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof LogUnavailable || error instanceof ViewsUnavailable) || signal?.aborted === true) throw error
      await sleep(pauseMs)
    }
  }
}
