import { openSqlite, sleep, sqliteBusy, sqliteCodeOf } from '#platform'
import type { ViewStore } from '../view-store.js'
import { Checkpoints } from './checkpoints.js'
import { laySchema } from './schema.js'
import { ViewReads } from './view-reads.js'
import { ViewWrites } from './view-writes.js'

/** Only the lease's holder writes, so a lock is hardly ever waited for; and waiting blocks the thread. */
const lockTimeoutMs = 250
const longestWaitMs = 10_000
/** What a text may hold, unless SQLite is built otherwise. */
const maxDocumentBytes = 1_000_000_000

/** Opens the views in a file, which is created when missing. Other processes may have it open. */
export async function openSqliteViewStore({ file }: { readonly file: string }): Promise<ViewStore> {
  const writing = openSqlite(file, { synchronous: 'NORMAL', busyTimeoutMs: lockTimeoutMs, checkpointPages: 100_000 })
  laySchema(writing)
  const reading = openSqlite(file, { synchronous: 'NORMAL', queryOnly: true })
  const checkpoints = new Checkpoints(file)
  const reads = new ViewReads(reading)
  const writes = new ViewWrites(writing, checkpoints)
  return {
    maxDocumentBytes,
    takeOver: (lease) => writes.takeOver(lease),
    builds: async () => reads.builds(),
    createBuild: (model, version, lease) => writes.createBuild(model, version, lease),
    goLive: (buildId, lease) => writes.goLive(buildId, lease),
    dropBuild: (buildId, lease) => writes.dropBuild(buildId, lease),
    requestRebuild: (model) => whenFree(() => writes.requestRebuild(model)),
    rebuildRequests: async () => reads.rebuildRequests(),
    reportRebuild: (request, lease) => writes.reportRebuild(request, lease),
    incarnation: async () => reads.incarnation(),
    clear: (incarnation, newestBuild) => whenFree(() => writes.clear(incarnation, newestBuild)),
    load: async (buildId, keys) => reads.load(buildId, keys),
    save: (buildId, changes, lease) => writes.save(buildId, changes, lease),
    getLive: async (model, keys) => reads.getLive(model, keys),
    getLiveDocument: async (model, key, known) => reads.getLiveDocument(model, key, known),
    scan: async (buildId, page) => reads.scan(buildId, page),
    countParked: async (buildId) => reads.countParked(buildId),
    acquireLease: async (name, holder, durationMs) => {
      // Looked at before it is asked for: whoever waits for a lease must not wait for its holder's transactions as well.
      if (reads.isLeaseHeld(name, holder)) return undefined
      return writes.acquireLease(name, holder, durationMs).catch(undefinedWhenBusy)
    },
    renewLease: (lease) => writes.renewLease(lease),
    releaseLease: (lease) => writes.releaseLease(lease),
    close: async () => {
      await checkpoints.close()
      await writes.close()
      reading.close()
    },
  }
}

/** For what doesn't have the lease: its holder may be in the midst of a long transaction. */
const whenFree = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const deadline = performance.now() + longestWaitMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (sqliteCodeOf(error) !== sqliteBusy || performance.now() > deadline) throw error
    }
    await sleep(20)
  }
}

const undefinedWhenBusy = (error: unknown): undefined => {
  if (sqliteCodeOf(error) !== sqliteBusy) throw error
}
