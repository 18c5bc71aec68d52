import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Long } from 'mongodb'
import { type Lease, LeaseLost } from '#platform'
import { ProjectionEngine } from '../engine.js'
import { MongoPlace } from '../testing/mongo-place.js'
import { append, dump, note, toyModel } from '../testing/toy.js'
import type { Build, StoredDocument, ViewStore } from '../view-store.js'

describe('a leader of views on MongoDB that wakes up too late', () => {
  let place: MongoPlace
  let store: ViewStore
  let other: ViewStore
  let lease: Lease
  let build: Build

  beforeEach(async () => {
    place = await MongoPlace.make()
    store = await place.store()
    other = await place.store()
    lease = await taken(store, 'first')
    build = await store.createBuild('notes', 1, lease)
    await store.goLive(build.id, lease)
  })
  afterEach(() => place[Symbol.asyncDispose]())

  const taken = async (by: ViewStore, holder: string): Promise<Lease> => {
    await place.endLeases()
    const got = await by.acquireLease('projections', holder, 60_000)
    if (got === undefined) throw new Error('no lease')
    await by.takeOver(got)
    return got
  }
  const document = (key: string, position: number): StoredDocument => ({ key, position, json: `{"at":${position}}` })

  /** Documents enough for several writes; in the midst of them the work is done, and the last document is written after it. */
  const documentsAround = function* (position: number, work: () => Promise<unknown>): Generator<StoredDocument> {
    let isDone = false
    void work().then(() => (isDone = true))
    for (let index = 0; !isDone; index += 1) yield { key: `k${index}`, position, json: JSON.stringify('x'.repeat(1_000_000)) }
    yield document('last', position)
  }

  it('does not move the build in whose save it was frozen; its documents stand ahead', async () => {
    let next: Lease | undefined
    const saving = store.save(build.id, { documents: documentsAround(7, async () => (next = await taken(other, 'second'))), position: 7 }, lease)
    await expect(saving).rejects.toBeInstanceOf(LeaseLost)
    expect(next?.fence).toBeGreaterThan(lease.fence)
    expect(await other.getLive('notes', ['last'])).toMatchObject({ build: { id: build.id, position: 0 }, documents: [document('last', 7)] })
    await expect(store.save(build.id, { documents: [document('b', 8)], position: 8 }, lease)).rejects.toBeInstanceOf(LeaseLost)
    expect(await other.load(build.id, ['b'])).toEqual([])
  })

  it('leaves nothing in a build that was dropped meanwhile', async () => {
    const filling = await store.createBuild('notes', 1, lease)
    const saving = store.save(filling.id, { documents: documentsAround(1, async () => other.dropBuild(filling.id, await taken(other, 'second'))), position: 1 }, lease)
    await expect(saving).rejects.toBeInstanceOf(LeaseLost)
    expect(await other.scan(filling.id, { limit: 10 })).toEqual([])
    expect((await other.builds()).map(({ id }) => id)).toEqual([build.id])
  })

  it('may be killed then, and the next leader takes away what it left', async () => {
    const strays = [{ build: 77, key: 'a' }, { build: 78, key: 'b' }].map((_id) => ({ _id, position: 1, fence: 1, json: '{}' }))
    const raw = place.database().collection<{ _id: object }>('documents')
    await raw.insertMany(strays, { bypassDocumentValidation: true })
    await store.save(build.id, { documents: [document('a', 1)], position: 1 }, lease)
    await taken(other, 'second')
    expect((await raw.find().toArray()).map(({ _id }) => _id)).toEqual([{ build: build.id, key: 'a' }])
  })

  it('does not undo a repair at the very position that it had parked', async () => {
    const next = await taken(other, 'second')
    const mended = document('a', 3)
    await other.save(build.id, { documents: [mended], position: 3 }, next)
    // As if it had looked at the lease before it was frozen, and sent this afterwards.
    await place.database().collection<{ _id: string }>('leases').updateOne({ _id: 'projections' }, { $set: { holder: lease.holder, fence: Long.fromNumber(lease.fence) } })
    const parking = { key: 'a', position: 3, json: undefined, parked: { since: 3, error: 'no' } }
    await expect(store.save(build.id, { documents: [parking], position: 3 }, lease)).rejects.toBeInstanceOf(LeaseLost)
    expect(await other.load(build.id, ['a'])).toEqual([mended])
  })

  it('can neither make, switch nor drop a build, nor say anything about a rebuild', async () => {
    const filling = await store.createBuild('notes', 2, lease)
    const request = await other.requestRebuild('notes')
    await taken(other, 'second')
    for (const late of [store.createBuild('notes', 3, lease), store.goLive(filling.id, lease), store.dropBuild(filling.id, lease), store.reportRebuild({ ...request, failure: 'no' }, lease)]) {
      await expect(late).rejects.toBeInstanceOf(LeaseLost)
    }
    expect((await other.builds()).map(({ id, state }) => [id, state])).toEqual([[build.id, 'live'], [filling.id, 'filling']])
    expect(await other.rebuildRequests()).toEqual([request])
  })

  it('makes no difference to what the next leader folds', async () => {
    const log = await place.log()
    await append(log, Array.from({ length: 40 }, (_, index) => note([`k${index % 5}`], { text: String(index) })))
    const model = toyModel()
    await store.releaseLease(lease)
    await new ProjectionEngine({ log, store, models: [model] }).catchUp()
    await append(log, Array.from({ length: 10 }, (_, index) => note([`k${index % 5}`], { text: String(index) })))
    const anew = await place.store('anew')
    await new ProjectionEngine({ log, store: anew, models: [model] }).catchUp()
    const right = await dump(anew, 'notes')
    // Of the second batch it stored some documents, and no checkpoint.
    lease = await taken(store, 'first')
    await store.save(build.id, { documents: right.slice(0, 3), position: 40 }, lease)
    await store.releaseLease(lease)
    expect(await new ProjectionEngine({ log, store: other, models: [model] }).verify('notes')).toMatchObject({ position: 40, differences: 0 })
    await new ProjectionEngine({ log, store: other, models: [model] }).catchUp()
    expect(await dump(other, 'notes')).toEqual(right)
  })
})
