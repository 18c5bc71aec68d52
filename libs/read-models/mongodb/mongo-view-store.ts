import type { Db } from 'mongodb'
import type { ViewStore } from '../view-store.js'
import { BuildChanges } from './build-changes.js'
import { bounded } from './bounded.js'
import { requireViewsSchema } from './migrate-views.js'
import { MongoLeases } from './mongo-leases.js'
import { ViewReads } from './view-reads.js'
import { ViewSaves } from './view-saves.js'

export { migrateViews, ViewsSchemaMissing } from './migrate-views.js'
export { MongoLeases } from './mongo-leases.js'

const usualTimeoutMs = 10_000
/** MongoDB's 16 MiB, less what stands beside the JSON. */
const maxDocumentBytes = 16 * 2 ** 20 - 64 * 2 ** 10

export interface MongoViewStoreOptions {
  /** Of a client that reads and writes at majority, as `openMongo` gives it; it stays open when the store is closed. */
  readonly database: Db
  /** No operation waits for the server longer than this; then it throws `ViewsUnavailable`. */
  readonly timeoutMs?: number
}

/** Opens the views in a database that `migrateViews` has prepared; throws `ViewsSchemaMissing` where it has not. */
export const openMongoViewStore = async ({ database, timeoutMs = usualTimeoutMs }: MongoViewStoreOptions): Promise<ViewStore> => {
  await bounded(timeoutMs, () => requireViewsSchema(database))
  const reads = new ViewReads(database, timeoutMs)
  const changes = new BuildChanges(database, timeoutMs)
  const saves = new ViewSaves({ database, timeoutMs, removeStrays: (buildId) => changes.removeStraysOf(buildId) })
  const leases = new MongoLeases(database, timeoutMs)
  return {
    maxDocumentBytes,
    takeOver: (lease) => changes.takeOver(lease),
    builds: () => reads.builds(),
    createBuild: (model, version, lease) => changes.createBuild(model, version, lease),
    goLive: (buildId, lease) => changes.goLive(buildId, lease),
    dropBuild: async (buildId, lease) => {
      await changes.dropBuild(buildId, lease)
      saves.forget(buildId)
    },
    requestRebuild: (model) => changes.requestRebuild(model),
    rebuildRequests: () => reads.rebuildRequests(),
    reportRebuild: (request, lease) => changes.reportRebuild(request, lease),
    incarnation: () => reads.incarnation(),
    clear: (incarnation, newestBuild) => changes.clear(incarnation, newestBuild),
    load: (buildId, keys) => reads.load(buildId, keys),
    save: (buildId, saved, lease) => saves.save(buildId, saved, lease),
    getLive: (model, keys) => reads.getLive(model, keys),
    getLiveDocument: (model, key, known) => reads.getLiveDocument(model, key, known),
    scan: (buildId, page) => reads.scan(buildId, page),
    countParked: (buildId) => reads.countParked(buildId),
    acquireLease: (name, holder, durationMs) => leases.acquireLease(name, holder, durationMs),
    renewLease: (lease) => leases.renewLease(lease),
    releaseLease: (lease) => leases.releaseLease(lease),
    close: async () => undefined,
  }
}
