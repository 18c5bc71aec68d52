import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { InvalidCursor, StaleCheckpoint } from '../errors.js'
import { holds, soughtWords, sortOf } from '../matching.js'
import type { FoundHousehold, NamedHousehold, NameQuery, VaultWithNames } from '../name-search.js'
import { inventedHouseholds } from './invented-households.js'
import { openVaultAt } from './vault-under-test.js'
import type { VaultUnderTest } from './vault-under-test.js'

const unit = { codeSet: '2025-07', code: '5405' }

const household = (householdId: string, names: readonly string[], more: Partial<NamedHousehold> = {}): NamedHousehold => ({
  householdId,
  unit,
  people: names.map((name, index) => ({ personId: `${householdId}-${index}`, name, isHead: index === 0 })),
  ...more,
})

/** What every store of the search by name promises. */
export const describeNameSearch = (store: VaultUnderTest): void => {
  describe(`the search by name on ${store.title}`, () => {
    let place: string
    let vault: VaultWithNames

    beforeEach(async () => {
      place = await store.newPlace()
      vault = await openVaultAt(store, place)
    })
    afterEach(async () => {
      await vault.close()
      await store.removePlace(place)
    })

    const ids = async (query: Omit<NameQuery, 'limit'>): Promise<string[]> =>
      (await vault.names.find({ ...query, limit: 50 })).households.map(({ householdId }) => householdId)
    const allPages = async (query: Omit<NameQuery, 'limit'>, limit: number): Promise<FoundHousehold[]> => {
      const found: FoundHousehold[] = []
      for (let after: string | undefined; ; ) {
        const page = await vault.names.find({ ...query, after, limit })
        found.push(...page.households)
        if (page.next === undefined) return found
        after = page.next
      }
    }

    it.each([
      ['Nông Thị Hoà', 'hoa'],
      ['Nông Thị Hoà', 'hòa'],
      ['Nông Thị Hòa', 'hoà'],
      ['Nông Thị Hoa', 'HOÀ'],
      ['Nông Thị Thuý', 'thúy'],
      ['Nông Thị Thúy', 'Thuý'],
      ['Đặng Văn Đồng', 'dang van dong'],
      ['Dang Van Dong', 'Đặng Văn Đồng'],
      ['Nguyễn Văn Quý'.normalize('NFD'), 'nguyễn văn quý'],
      ['Nguyễn Văn Quý', 'NGUYỄN VĂN QUÝ'.normalize('NFD')],
      ['Lường  Văn\u00a0Chúc', 'luong   chuc'],
      ['Nguyễn Văn An', 'an nguyen'],
      ['Nguyễn Văn Khánh', 'nguyen khan'],
      ["H'Mai Niê", 'hmai'],
      ['H’Mai Niê', "h'mai"],
    ])('finds %s by "%s"', async (name, q) => {
      await vault.names.save([household('h', [name]), household('other', ['Triệu Súa'])], 1)
      expect(await ids({ q })).toEqual(['h'])
    })

    it.each([
      ['a word that only begins like one that is not the last', 'ngu an'],
      ['words of two people of the household', 'nguyen mai'],
      ['a word that stands in no name', 'nguyen van binh'],
      ['the end of a word', 'uyen'],
    ])('does not find a household by %s', async (_what, q) => {
      await vault.names.save([household('h', ['Nguyễn Văn An', 'Trần Thị Mai'])], 1)
      expect(await ids({ q })).toEqual([])
    })

    it('finds a household by any of its people, and says who and where', async () => {
      const entry = household('h', ['Ma Văn Páo', 'Trần Thị Mai', 'Ma Thị Mai'], { village: 'Xóm Khuôn Ngàn' })
      await vault.names.save([entry], 1)
      expect((await vault.names.find({ q: 'thi mai', limit: 5 })).households).toEqual([
        { householdId: 'h', unit, village: 'Xóm Khuôn Ngàn', headName: 'Ma Văn Páo', matched: entry.people.slice(1) },
      ])
    })

    it('narrows by village, unit and person together with the name', async () => {
      await vault.names.save(
        [
          household('a', ['Nguyễn Văn An'], { village: 'Xóm Đồng Tâm' }),
          household('b', ['Nguyễn Văn An'], { village: 'Xóm Vạn Phú' }),
          household('c', ['Nguyễn Văn An'], { village: 'Xóm Đồng Tâm', unit: { codeSet: '2024', code: '5405' } }),
        ],
        1,
      )
      expect(await ids({ q: 'an', village: 'dong t' })).toEqual(['a', 'c'])
      expect(await ids({ village: 'xóm' })).toEqual(['a', 'b', 'c'])
      expect(await ids({ q: 'an', unit })).toEqual(['a', 'b'])
      expect(await ids({ unit: { codeSet: '2024', code: '5405' } })).toEqual(['c'])
      expect(await ids({ q: 'an', village: 'dong', unit })).toEqual(['a'])
      expect(await ids({ personId: 'b-0' })).toEqual(['b'])
      expect(await ids({ personId: 'b-0', village: 'dong tam' })).toEqual([])
    })

    it('replaces what it knew of a household', async () => {
      await vault.names.save([household('h', ['Nguyễn Văn An', 'Lê Thị Lan'], { village: 'Bản Tèn' })], 1)
      await vault.names.save([household('h', ['Lê Thị Lan'], { village: 'Xóm 1' })], 2)
      expect(await ids({ q: 'nguyen' })).toEqual([])
      expect(await ids({ village: 'ban ten' })).toEqual([])
      expect(await ids({ q: 'lan' })).toEqual(['h'])
      await vault.names.save([household('g', ['Nông Văn Páo'])], 3, ['h'])
      expect(await ids({})).toEqual(['g'])
      await expect(vault.names.save([], 2, ['g'])).rejects.toBeInstanceOf(StaleCheckpoint)
      expect(await ids({})).toEqual(['g'])
    })

    it('keeps the position with the entries, and refuses one that lags', async () => {
      expect(await vault.names.checkpoint()).toBe(0)
      await vault.names.save([household('h', ['Nguyễn Văn An'])], 7)
      await vault.close()
      vault = await openVaultAt(store, place)
      expect(await vault.names.checkpoint()).toBe(7)
      await expect(vault.names.save([household('h', ['Lê Thị Lan'])], 6)).rejects.toBeInstanceOf(StaleCheckpoint)
      expect(await ids({ q: 'an' })).toEqual(['h'])
      expect(await vault.names.incarnation()).toBeUndefined()
      await vault.names.clear('another log', { incarnation: undefined, checkpoint: 6 })
      expect(await ids({})).toEqual(['h'])
      await vault.names.clear('another log', { incarnation: undefined, checkpoint: 7 })
      expect(await vault.names.incarnation()).toBe('another log')
      expect(await vault.names.checkpoint()).toBe(0)
      expect(await ids({})).toEqual([])
    })

    it('keeps of each household what the further of two writers knows, however their long saves meet', async () => {
      const other = await openVaultAt(store, place)
      const entries = inventedHouseholds(300)
      for (let round = 1; round <= 4; round++) {
        const [older, newer] = [`Xóm ${round} cũ`, `Xóm ${round} mới`].map((village) => entries.map((entry) => ({ ...entry, village })))
        const save = [() => vault.names.save(older ?? [], 2 * round - 1), () => other.names.save(newer ?? [], 2 * round)]
        // Whoever begins: in one file they write piece by piece in turn, the older one last where it was second.
        for (const outcome of await Promise.allSettled((round % 2 === 0 ? save : save.reverse()).map((begin) => begin()))) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StaleCheckpoint)
        expect(await ids({ village: `${round} cũ` })).toEqual([])
        expect(await allPages({ village: `${round} mới` }, 200)).toHaveLength(entries.length)
      }
      const gone = entries.map(({ householdId }) => householdId)
      await Promise.allSettled([other.names.save(entries, 11), vault.names.save([], 10, gone)])
      expect(await allPages({}, 200)).toHaveLength(entries.length)
      await other.close()
    })

    it('forgets names with their keys, and a late save does not bring them back', async () => {
      const entry = household('h', ['Nguyễn Văn An', 'Lê Thị Lan'])
      await vault.names.save([entry, household('g', ['Nguyễn Văn An'])], 1)
      await vault.forget('person:h-0')
      await vault.names.save([entry], 2)
      expect(await ids({ q: 'nguyen an' })).toEqual(['g'])
      expect((await vault.names.find({ q: 'lan', limit: 5 })).households).toEqual([
        { householdId: 'h', unit, matched: entry.people.slice(1) },
      ])
      await vault.forget('household:h')
      await vault.names.save([entry], 3)
      expect(await ids({})).toEqual(['g'])
    })

    it('refuses a cursor that it did not give out, and shows no name in one', async () => {
      await vault.names.save([household('a', ['Nguyễn Văn An']), household('b', ['Nguyễn Văn An'])], 1)
      const { next = '' } = await vault.names.find({ limit: 1 })
      expect(Buffer.from(next, 'base64url').toString()).not.toContain('nguyen')
      await expect(vault.names.find({ limit: 1, after: 'bm90IG9uZQ' })).rejects.toBeInstanceOf(InvalidCursor)
    })

    it('gives namesakes in a stable order, by household', async () => {
      const namesakes = ['e', 'c', 'a', 'd', 'b'].map((id) => household(id, ['Nguyễn Văn An']))
      await vault.names.save(namesakes, 1)
      const found = await allPages({ q: 'nguyen van an' }, 2)
      expect(found.map(({ householdId }) => householdId)).toEqual(['a', 'b', 'c', 'd', 'e'])
    })

    it('visits each matching household exactly once and in order, whatever is asked', async () => {
      const entries = inventedHouseholds(3_000)
      for (let from = 0; from < entries.length; from += 500) await vault.names.save(entries.slice(from, from + 500), from + 500)
      const ordered = [...entries].sort((a, b) => compare(sortOf(a), sortOf(b)) || compare(a.householdId, b.householdId))
      await fc.assert(
        fc.asyncProperty(anyQuery, fc.integer({ min: 40, max: 200 }), async (query, limit) => {
          const found = await allPages(query, limit)
          const expected = ordered.filter((entry) => isAskedFor(entry, query)).map(({ householdId }) => householdId)
          expect(found.map(({ householdId }) => householdId)).toEqual(expected)
        }),
        { numRuns: 60 },
      )
    })
  })
}

const anyQuery: fc.Arbitrary<Omit<NameQuery, 'limit'>> = fc.record({
  q: fc.constantFrom(undefined, 'nguyen', 'ng', 'n', 'Nguyễn Thị', 'thi hoà', 'hoang van nam', 'nguyen tran', 'd', 'páo', 'an an', 'zzz', '!'),
  village: fc.constantFrom(undefined, 'xom', 'Xóm 1', 'hoà bình', 'zzz'),
  unit: fc.constantFrom(undefined, undefined, unit),
})

/** The rule itself, applied to every household. */
const isAskedFor = (entry: NamedHousehold, { q, village, unit: within }: Omit<NameQuery, 'limit'>): boolean => {
  const [name, place] = [soughtWords(q), soughtWords(village)]
  if (within && (entry.unit.code !== within.code || entry.unit.codeSet !== within.codeSet)) return false
  if (place && !holds(entry.village ?? '', place)) return false
  return !name || entry.people.some((person) => holds(person.name, name))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
