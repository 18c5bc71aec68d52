import { MaxKey, type ClientSession, type Db } from 'mongodb'
import type { Lease } from '#platform'
import type { Build, RebuildRequest } from '../view-store.js'
import { bounded } from './bounded.js'
import { atomic, fenced } from './fenced.js'
import { buildOf, documentId, long, requestOf, viewCollections, type ViewCollections } from './view-collections.js'

const deletedAtOnce = 500

/** Making, switching and dropping builds: rare, and each in one step with the lease. */
export class BuildChanges {
  readonly #collections: ViewCollections

  constructor(readonly database: Db, readonly timeoutMs: number) {
    this.#collections = viewCollections(database)
  }

  /** Stamps every build with the new fence. What an earlier holder wrote into builds that are gone is taken away. */
  async takeOver(lease: Lease): Promise<void> {
    await this.#fenced(lease, (session) => this.#collections.builds.updateMany({}, { $max: { fence: long(lease.fence) } }, { session }))
    await this.removeStrays()
  }

  createBuild(model: string, version: number, lease: Lease): Promise<Build> {
    return this.#fenced(lease, async (session) => {
      const { builds, settings } = this.#collections
      const counter = await settings.findOneAndUpdate({ _id: 'builds' }, { $inc: { lastBuild: long(1) } }, { session, returnDocument: 'after' })
      if (counter?.lastBuild === undefined) throw new Error('the counter of builds is missing')
      const row = { _id: long(Number(counter.lastBuild)), model, version, state: 'filling' as const, position: long(0), fence: long(lease.fence) }
      await builds.insertOne(row, { session })
      return buildOf(row)
    })
  }

  async goLive(buildId: number, lease: Lease): Promise<void> {
    const { builds, requests } = this.#collections
    await this.#fenced(lease, async (session) => {
      const build = await builds.findOne({ _id: long(buildId) }, { session })
      if (build === null) return
      await builds.updateMany({ model: build.model, state: 'live', _id: { $ne: build._id } }, { $set: { state: 'retired' } }, { session })
      await builds.updateOne({ _id: build._id }, { $set: { state: 'live' } }, { session })
      await requests.deleteOne({ _id: build.model, afterBuild: { $lt: build._id } }, { session })
    })
  }

  /** Retired under the lease; what follows then needs none, since a retired build is never used again. */
  async dropBuild(buildId: number, lease: Lease): Promise<void> {
    const { builds } = this.#collections
    const isDropped = await this.#fenced(lease, async (session) => {
      const { matchedCount } = await builds.updateOne({ _id: long(buildId), state: { $ne: 'live' } }, { $set: { state: 'retired' } }, { session })
      return matchedCount === 1
    })
    if (!isDropped) return
    await this.#deleteDocuments(buildId)
    await bounded(this.timeoutMs, () => builds.deleteOne({ _id: long(buildId), state: 'retired' }))
  }

  async requestRebuild(model: string): Promise<RebuildRequest> {
    return atomic(this, async (session) => {
      const { builds, requests } = this.#collections
      const newest = await builds.findOne({ model }, { session, sort: { _id: -1 } })
      const asked = { afterBuild: long(Number(newest?._id ?? 0)) }
      await requests.replaceOne({ _id: model }, asked, { session, upsert: true })
      return requestOf({ _id: model, ...asked })
    })
  }

  async reportRebuild({ model, position, failure }: RebuildRequest, lease: Lease): Promise<void> {
    const said = { ...(position === undefined ? {} : { position: long(position) }), ...(failure === undefined ? {} : { failure }) }
    const unsaid = { ...(position === undefined ? { position: 1 as const } : {}), ...(failure === undefined ? { failure: 1 as const } : {}) }
    await this.#fenced(lease, (session) => this.#collections.requests.updateOne({ _id: model }, { $set: said, $unset: unsaid }, { session }))
  }

  async clear(incarnation: string, newestBuild: number): Promise<void> {
    const { builds, requests, settings } = this.#collections
    await atomic(this, async (session) => {
      // Written also by whoever makes a build, so the two can't pass each other.
      await settings.updateOne({ _id: 'builds' }, { $inc: { clears: long(1) } }, { session })
      if (await builds.findOne({ _id: { $gt: long(newestBuild) } }, { session }) !== null) return
      await builds.deleteMany({}, { session })
      await requests.deleteMany({}, { session })
      await settings.updateOne({ _id: 'log' }, { $set: { incarnation } }, { session, upsert: true })
    })
    await this.removeStrays()
  }

  /** Deletes documents of builds that are no more. Builds are made before their documents, and read after them here. */
  async removeStrays(): Promise<void> {
    for (let after = 0; ;) {
      const next = await bounded(this.timeoutMs, () => this.#collections.documents.findOne({ _id: { $gt: endOf(after) } }, { sort: { _id: 1 }, projection: { _id: 1 } }))
      if (next === null) return
      after = Number(next._id.build)
      await this.removeStraysOf(after)
    }
  }

  async removeStraysOf(buildId: number): Promise<void> {
    const isThere = await bounded(this.timeoutMs, () => this.#collections.builds.findOne({ _id: long(buildId) }, { projection: { _id: 1 } }))
    if (isThere === null) await this.#deleteDocuments(buildId)
  }

  /** Piece by piece, so that no delete holds others up or runs out of time. */
  async #deleteDocuments(buildId: number): Promise<void> {
    const { documents } = this.#collections
    for (let deleted = deletedAtOnce; deleted === deletedAtOnce; ) {
      deleted = await bounded(this.timeoutMs, async () => {
        const range = { $gte: documentId(buildId, ''), $lt: endOf(buildId) }
        const ids = (await documents.find({ _id: range }, { projection: { _id: 1 }, limit: deletedAtOnce }).toArray()).map(({ _id }) => documentId(buildId, _id.key))
        if (ids.length > 0) await documents.deleteMany({ _id: { $in: ids } })
        return ids.length
      })
    }
  }

  #fenced<Result>(lease: Lease, work: (session: ClientSession) => Promise<Result>): Promise<Result> {
    return fenced({ database: this.database, timeoutMs: this.timeoutMs, lease }, work)
  }
}

/** Behind every document of the build. */
const endOf = (buildId: number) => ({ build: long(buildId), key: new MaxKey() as unknown as string })
