import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { DeliveryStore } from '../../delivery-store.js'

/** A place in which two processes open the same records. */
export interface DeliveryStoreUnderTest {
  open(): Promise<DeliveryStore>
  remove(): Promise<void>
}

/** What every store of deliveries promises. */
export const describeDeliveryStore = (name: string, place: () => Promise<DeliveryStoreUnderTest>): void =>
  describe(name, () => {
    let under: DeliveryStoreUnderTest
    let store: DeliveryStore
    let other: DeliveryStore
    beforeEach(async () => {
      under = await place()
      store = await under.open()
      other = await under.open()
    })
    afterEach(async () => {
      await store.close()
      await other.close()
      await under.remove()
    })

    it('gives back what was stored, to every process that has it open', async () => {
      expect(await store.put('webhook', 'thong-ke', { url: 'https://thongke.example.vn/', after: 1_204, tags: ['unit:vn-2025/05680'] }, 0)).toBe(1)
      expect(await other.get('webhook', 'thong-ke')).toEqual({ id: 'thong-ke', revision: 1, value: { url: 'https://thongke.example.vn/', after: 1_204, tags: ['unit:vn-2025/05680'] } })
    })

    it('knows nothing of an id of another kind, or of one that was never stored', async () => {
      await store.put('webhook', 'một', { a: 1 }, 0)
      expect(await store.get('relay', 'một')).toBeUndefined()
      expect(await store.get('webhook', 'hai')).toBeUndefined()
    })

    it('lists a kind in the order of its ids', async () => {
      for (const id of ['c', 'a', 'b']) await store.put('webhook', id, { id }, 0)
      await store.put('relay', 'a', {}, 0)
      expect((await other.list('webhook')).map(({ id, value }) => [id, value])).toEqual([['a', { id: 'a' }], ['b', { id: 'b' }], ['c', { id: 'c' }]])
      expect(await other.kinds()).toEqual(['relay', 'webhook'])
    })

    it('lets a change in only at the revision that it was made from', async () => {
      await store.put('relay', 'sinhke', { after: 10 }, 0)
      expect(await other.put('relay', 'sinhke', { after: 20 }, 1)).toBe(2)
      expect(await store.put('relay', 'sinhke', { after: 11 }, 1)).toBeUndefined()
      expect(await store.put('relay', 'sinhke', { after: 11 }, 0)).toBeUndefined()
      expect(await store.put('relay', 'sinhke', { after: 11 }, 3)).toBeUndefined()
      expect(await store.get('relay', 'sinhke')).toEqual({ id: 'sinhke', revision: 2, value: { after: 20 } })
    })

    it('changes nothing that is not there', async () => {
      expect(await store.put('relay', 'sinhke', { after: 10 }, 1)).toBeUndefined()
      expect(await store.get('relay', 'sinhke')).toBeUndefined()
    })

    it('lets one of many that store at once win', async () => {
      const first = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? store : other).put('relay', 'sinhke', { index }, 0)))
      expect(first.filter((revision) => revision !== undefined)).toEqual([1])
      const then = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? store : other).put('relay', 'sinhke', { index }, 1)))
      expect(then.filter((revision) => revision !== undefined)).toEqual([2])
    })

    it('takes away only what is still at that revision', async () => {
      await store.put('webhook', 'một', { a: 1 }, 0)
      await store.put('webhook', 'một', { a: 2 }, 1)
      expect(await other.remove('webhook', 'một', 1)).toBe(false)
      expect(await other.remove('webhook', 'một', 2)).toBe(true)
      expect(await store.get('webhook', 'một')).toBeUndefined()
      expect(await store.remove('webhook', 'một', 2)).toBe(false)
    })
  })
