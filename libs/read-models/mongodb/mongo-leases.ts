import type { Collection, Db } from 'mongodb'
import { duplicateKey, isServerError, type Lease, type Leases } from '#platform'
import { bounded } from './bounded.js'
import { leaseCollection, long, type LeaseRow } from './view-collections.js'

/** Leases by the clock of the server, which is the same for all processes: each change is one atomic update. */
export class MongoLeases implements Leases {
  readonly #leases: Collection<LeaseRow>

  constructor(database: Db, readonly timeoutMs: number) {
    this.#leases = leaseCollection(database)
  }

  acquireLease(name: string, holder: string, durationMs: number): Promise<Lease | undefined> {
    return bounded(this.timeoutMs, async () => {
      // Looked at before it is asked for, so that those who wait write nothing.
      if (await this.#leases.findOne({ _id: name, holder: { $ne: holder }, $expr: { $gt: ['$until', '$$NOW'] } }) !== null) return undefined
      const row = await this.#take(name, holder, durationMs)
      return row?.holder === holder ? { name, holder, durationMs, fence: Number(row.fence) } : undefined
    })
  }

  renewLease({ name, holder, fence, durationMs }: Lease): Promise<boolean> {
    return bounded(this.timeoutMs, async () => {
      const { matchedCount } = await this.#leases.updateOne({ _id: name, holder, fence: long(fence) }, [{ $set: { until: untilIn(durationMs) } }])
      return matchedCount === 1
    })
  }

  /** The document stays, so that fences only ever rise. */
  async releaseLease({ name, holder, fence }: Lease): Promise<void> {
    await bounded(this.timeoutMs, () => this.#leases.updateOne({ _id: name, holder, fence: long(fence) }, { $set: { until: new Date(0) } }))
  }

  /** What stands there afterwards: ours, or still another's. */
  async #take(name: string, holder: string, durationMs: number): Promise<LeaseRow | null> {
    const isFree = { $or: [{ $eq: ['$holder', { $literal: holder }] }, { $lte: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] }] }
    const orAsItIs = (taken: unknown, field: string) => ({ $cond: [isFree, taken, field] })
    const taking = [{ $set: {
      holder: orAsItIs({ $literal: holder }, '$holder'),
      fence: orAsItIs({ $add: [{ $ifNull: ['$fence', long(0)] }, long(1)] }, '$fence'),
      until: orAsItIs(untilIn(durationMs), '$until'),
    } }]
    try {
      return await this.#leases.findOneAndUpdate({ _id: name }, taking, { upsert: true, returnDocument: 'after' })
    } catch (error) {
      // Two that made the first lease of this name at once: the other one has it.
      if (isServerError(error, duplicateKey)) return null
      throw error
    }
  }
}

/** To be used in an update that is a pipeline. */
export const untilIn = (durationMs: number): object => ({ $add: ['$$NOW', durationMs] })
