import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Lease, LeaseLost } from '#platform'
import { StaleSave, type StoredDocument, type ViewStore } from '../view-store.js'

export interface OpenedStore {
  readonly store: ViewStore
  /** The same views, opened once more, as another process does. */
  reopen(): Promise<ViewStore>
  end(): Promise<void>
}

/** What every view store promises. */
export const describeViewStore = (name: string, open: () => Promise<OpenedStore>): void =>
  describe(`view store: ${name}`, () => {
    let opened: OpenedStore
    let store: ViewStore
    let lease: Lease

    beforeEach(async () => {
      opened = await open()
      store = opened.store
      lease = await acquired(store, 'first')
    })
    afterEach(() => opened.end())

    const document = (key: string, position: number, json = `{"at":${position}}`): StoredDocument => ({ key, position, json })
    const liveBuild = async (version = 1) => {
      const build = await store.createBuild('notes', version, lease)
      await store.goLive(build.id, lease)
      return build
    }

    it('keeps documents and position together, for whoever opens it', async () => {
      const { id } = await liveBuild()
      await store.save(id, { documents: [document('b', 1), document('a', 2)], position: 3 }, lease)
      const other = await opened.reopen()
      expect(await other.getLive('notes', ['a', 'b', 'c'])).toMatchObject({ build: { id, version: 1, state: 'live', position: 3 }, documents: [document('a', 2), document('b', 1)] })
      expect(await other.load(id, ['b'])).toEqual([document('b', 1)])
    })

    it('never moves a build ahead of its documents, where a save fails half-way, and completes it when it is repeated', async () => {
      const { id } = await liveBuild()
      const all = Array.from({ length: 2_500 }, (_, index) => document(`k${String(index).padStart(4, '0')}`, 1))
      const failing = function* () {
        yield* all.slice(0, 2_200)
        throw new Error('half-way')
      }
      await expect(store.save(id, { documents: failing(), position: 1 }, lease)).rejects.toThrow('half-way')
      expect((await store.getLive('notes', []))?.build.position).toBe(0)
      const stored = await store.scan(id, { limit: 10_000 })
      expect(stored).toEqual(all.slice(0, stored.length))
      for (let repeat = 0; repeat < 2; repeat += 1) {
        await store.save(id, { documents: all, position: 1 }, lease)
        expect(await store.getLive('notes', [])).toMatchObject({ build: { position: 1 } })
        expect(await store.scan(id, { limit: 10_000 })).toEqual(all)
      }
    })

    it('refuses a build that is further on, and then stores nothing', async () => {
      const { id } = await liveBuild()
      await store.save(id, { documents: [document('a', 5)], position: 5 }, lease)
      await expect(store.save(id, { documents: [document('b', 4)], position: 4 }, lease)).rejects.toBeInstanceOf(StaleSave)
      expect(await store.getLive('notes', ['a', 'b'])).toMatchObject({ build: { position: 5 }, documents: [document('a', 5)] })
    })

    it('leaves a document that is ahead of its build as it is, and takes what is as far or farther', async () => {
      const { id } = await liveBuild()
      await store.save(id, { documents: [document('a', 7, '"ahead"'), document('b', 3, '"old"')], position: 5 }, lease)
      expect(await store.getLiveDocument('notes', 'a')).toMatchObject({ build: { position: 5 }, document: { position: 7 }, isKnown: false })
      await store.save(id, { documents: [document('a', 6, '"behind"'), document('b', 6, '"new"'), document('c', 6)], position: 6 }, lease)
      expect(await store.getLive('notes', ['a', 'b', 'c'])).toMatchObject({ build: { position: 6 }, documents: [document('a', 7, '"ahead"'), document('b', 6, '"new"'), document('c', 6)] })
      await store.save(id, { documents: [document('a', 7, '"again"')], position: 8 }, lease)
      expect(await store.load(id, ['a'])).toEqual([document('a', 7, '"again"')])
    })

    it('does not read again what the caller has of this build and position', async () => {
      const { id } = await liveBuild()
      await store.save(id, { documents: [document('a', 2)], position: 3 }, lease)
      expect(await store.getLiveDocument('notes', 'a', { buildId: id, position: 2 })).toMatchObject({ isKnown: true, document: { key: 'a', position: 2, json: undefined } })
      expect(await store.getLiveDocument('notes', 'a', { buildId: id, position: 1 })).toMatchObject({ isKnown: false, document: document('a', 2) })
      expect(await store.getLiveDocument('notes', 'a', { buildId: id + 1, position: 2 })).toMatchObject({ isKnown: false, document: document('a', 2) })
      expect(await store.getLiveDocument('notes', 'b')).toMatchObject({ build: { position: 3 }, document: undefined, isKnown: false })
      expect(await store.getLiveDocument('others', 'a')).toBeUndefined()
    })

    it('marks documents that are incomplete, and counts and lists them', async () => {
      const { id } = await liveBuild()
      const parked = { key: 'p', position: 2, json: undefined, parked: { since: 2, error: 'no' } }
      await store.save(id, { documents: [document('a', 1), parked], position: 2 }, lease)
      expect(await store.load(id, ['p'])).toEqual([parked])
      expect(await store.countParked(id)).toBe(1)
      expect(await store.scan(id, { limit: 9, parkedOnly: true })).toEqual([parked])
      await store.save(id, { documents: [document('p', 2)], position: 2 }, lease)
      expect(await store.countParked(id)).toBe(0)
    })

    it('gives pages in the order of keys', async () => {
      const { id } = await liveBuild()
      const keys = Array.from({ length: 25 }, (_, index) => `k${String(index).padStart(2, '0')}`)
      await store.save(id, { documents: keys.map((key) => document(key, 1)).reverse(), position: 1 }, lease)
      const found: string[] = []
      for (let page = await store.scan(id, { limit: 10 }); page.length > 0; page = await store.scan(id, { after: found.at(-1), limit: 10 })) found.push(...page.map(({ key }) => key))
      expect(found).toEqual(keys)
    })

    it('lets a new build take over in one step, and drops the old one', async () => {
      const old = await liveBuild()
      await store.save(old.id, { documents: Array.from({ length: 250 }, (_, index) => document(`k${index}`, 1)), position: 1 }, lease)
      const next = await store.createBuild('notes', 2, lease)
      await store.save(next.id, { documents: [document('a', 1)], position: 1 }, lease)
      await store.goLive(next.id, lease)
      expect(await store.getLive('notes', ['a', 'k1'])).toMatchObject({ build: { id: next.id }, documents: [document('a', 1)] })
      await store.dropBuild(old.id, lease)
      await store.dropBuild(next.id, lease)
      expect(await store.scan(old.id, { limit: 9 })).toEqual([])
      expect((await store.builds()).map(({ id, state }) => ({ id, state }))).toEqual([{ id: next.id, state: 'live' }])
      expect(await store.load(next.id, ['a'])).toHaveLength(1)
    })

    it('knows no live build before one took over', async () => {
      await store.createBuild('notes', 1, lease)
      expect(await store.getLive('notes', ['a'])).toBeUndefined()
    })

    it('keeps a request for a new build until such a build is live, and says how far it is', async () => {
      const old = await liveBuild()
      const other = await opened.reopen()
      const request = await other.requestRebuild('notes')
      expect(request).toEqual({ model: 'notes', afterBuild: old.id })
      expect(await store.rebuildRequests()).toEqual([request])
      await store.reportRebuild({ ...request, position: 7 }, lease)
      expect(await other.rebuildRequests()).toEqual([{ ...request, position: 7 }])
      await store.reportRebuild({ ...request, failure: 'no' }, lease)
      expect(await other.rebuildRequests()).toEqual([{ ...request, failure: 'no' }])
      expect(await other.requestRebuild('notes')).toEqual(request)
      const elsewhere = await store.createBuild('others', 1, lease)
      await store.goLive(elsewhere.id, lease)
      expect(await other.rebuildRequests()).toEqual([request])
      await liveBuild()
      expect(await other.rebuildRequests()).toEqual([])
    })

    it('does not take a build that was begun before for the one that was asked for', async () => {
      await liveBuild()
      const begun = await store.createBuild('notes', 1, lease)
      const request = await store.requestRebuild('notes')
      expect(request).toEqual({ model: 'notes', afterBuild: begun.id })
      await store.goLive(begun.id, lease)
      expect(await store.rebuildRequests()).toEqual([request])
    })

    it('is emptied for another log unless a process was faster, and gives no id of a build again', async () => {
      expect(await store.incarnation()).toBeUndefined()
      const { id } = await liveBuild()
      await store.save(id, { documents: [document('a', 1)], position: 1 }, lease)
      await store.requestRebuild('notes')
      await store.clear('another log', id - 1)
      expect(await store.builds()).toHaveLength(1)
      await store.clear('another log', id)
      const other = await opened.reopen()
      expect(await other.incarnation()).toBe('another log')
      expect([await other.builds(), await other.load(id, ['a']), await other.rebuildRequests()]).toEqual([[], [], []])
      expect((await store.createBuild('notes', 1, lease)).id).toBeGreaterThan(id)
    })

    it('keeps large saves of two builds apart that are asked for at once', async () => {
      const [one, other] = [await store.createBuild('one', 1, lease), await store.createBuild('other', 1, lease)]
      const many = (prefix: string) => Array.from({ length: 3_000 }, (_, index) => document(`${prefix}${index}`, 1, JSON.stringify({ text: 'x'.repeat(500) })))
      const failing = function* () {
        yield* many('f')
        throw new Error('half-way')
      }
      const results = await Promise.allSettled([
        store.save(one.id, { documents: many('a'), position: 1 }, lease),
        store.save(other.id, { documents: failing(), position: 1 }, lease),
        store.save(one.id, { documents: [document('last', 2)], position: 2 }, lease),
      ])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(await store.scan(one.id, { limit: 10_000 })).toHaveLength(3_001)
      expect((await store.scan(other.id, { limit: 10_000 })).every(({ key }) => key.startsWith('f'))).toBe(true)
      expect((await store.builds()).map(({ position }) => position)).toEqual([2, 0])
    })

    it('gives a lease to one holder at a time, and to another when its time is over', async () => {
      const other = await opened.reopen()
      expect(await other.acquireLease('views', 'second', 60_000)).toBeUndefined()
      expect(await store.renewLease({ ...lease, durationMs: 0 })).toBe(true)
      const taken = await acquired(other, 'second')
      expect(taken.fence).toBeGreaterThan(lease.fence)
      expect(await store.renewLease(lease)).toBe(false)
      await other.releaseLease(taken)
      expect((await acquired(store, 'first')).fence).toBeGreaterThan(taken.fence)
    })

    it('stores nothing for a holder that lost its lease', async () => {
      const build = await liveBuild()
      await store.renewLease({ ...lease, durationMs: 0 })
      const other = await opened.reopen()
      await other.takeOver(await acquired(other, 'second'))
      await expect(store.takeOver(lease)).rejects.toBeInstanceOf(LeaseLost)
      await expect(store.goLive(build.id, lease)).rejects.toBeInstanceOf(LeaseLost)
      await expect(store.save(build.id, { documents: [document('a', 1)], position: 1 }, lease)).rejects.toBeInstanceOf(LeaseLost)
      await expect(store.createBuild('notes', 2, lease)).rejects.toBeInstanceOf(LeaseLost)
      await expect(store.dropBuild(build.id, lease)).rejects.toBeInstanceOf(LeaseLost)
      await expect(store.reportRebuild(await other.requestRebuild('notes'), lease)).rejects.toBeInstanceOf(LeaseLost)
      expect(await store.getLive('notes', ['a'])).toMatchObject({ build: { position: 0 }, documents: [] })
    })

    it('keeps leases of different names apart', async () => {
      const other = await opened.reopen()
      const relay = await other.acquireLease('relay', 'second', 60_000)
      expect(relay).toMatchObject({ name: 'relay', holder: 'second', fence: 1 })
      expect(await store.renewLease(lease)).toBe(true)
      expect(await store.acquireLease('relay', 'first', 60_000)).toBeUndefined()
    })

    it('gives one of many that ask at once the lease, also the first time', async () => {
      const asking = await Promise.all(Array.from({ length: 4 }, () => opened.reopen()))
      const got = await Promise.all(asking.map((each, index) => each.acquireLease('policies', `p${index}`, 60_000)))
      expect(got.filter((each) => each !== undefined)).toHaveLength(1)
    })
  })

const acquired = async (store: ViewStore, holder: string): Promise<Lease> => {
  const lease = await store.acquireLease('views', holder, 60_000)
  if (lease === undefined) throw new Error(`${holder} did not get the lease`)
  return lease
}
