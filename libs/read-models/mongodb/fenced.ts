import type { ClientSession, Db } from 'mongodb'
import { type Lease, LeaseLost } from '#platform'
import { bounded } from './bounded.js'
import { untilIn } from './mongo-leases.js'
import { leaseCollection, long } from './view-collections.js'

/**
 * Rare changes of several documents in one step, by whoever holds the lease: the transaction renews it, so it can't be
 * committed beside another process's taking it.
 */
export const fenced = <Result>({ database, lease, timeoutMs }: { database: Db; lease: Lease; timeoutMs: number }, work: (session: ClientSession) => Promise<Result>): Promise<Result> =>
  atomic({ database, timeoutMs }, async (session) => {
    const { name, holder, fence, durationMs } = lease
    const { matchedCount } = await leaseCollection(database).updateOne({ _id: name, holder, fence: long(fence) }, [{ $set: { until: untilIn(durationMs) } }], { session })
    if (matchedCount !== 1) throw new LeaseLost(`${name} is no longer held by ${holder}`)
    return work(session)
  })

/** One transaction, tried again where another one was in its way. */
export const atomic = <Result>({ database, timeoutMs }: { database: Db; timeoutMs: number }, work: (session: ClientSession) => Promise<Result>): Promise<Result> =>
  bounded(timeoutMs, () => database.client.withSession((session) => session.withTransaction(() => work(session), {
    readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', journal: true }, readPreference: 'primary', maxCommitTimeMS: timeoutMs,
  })))
