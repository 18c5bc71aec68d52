import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { EventLog, Query } from '../event-log.js'
import type { LogUnderTest } from './describe-event-log.js'
import { ModelLog } from './model-log.js'
import { batchesOf, eventsOf, positionsOf, toyCommit, toyEvent, upTo, withoutTime } from './toy-commit.js'

export function readingPromises(underTest: () => LogUnderTest): void {
  it('reads nothing from an empty log', async () => {
    const { log } = underTest()
    expect(await batchesOf(log)).toEqual([])
    expect(await batchesOf(log, { tags: ['a'], backwards: true })).toEqual([])
  })

  it('reads by tag, by type and between positions, forwards and backwards', async () => {
    const { log } = underTest()
    await log.append(toyCommit([['a'], ['b'], ['a', 'b']]))
    await log.append(toyCommit([], { events: [toyEvent(['a'], { type: 'other' }), toyEvent(['c'])] }))
    expect(await positionsOf(log)).toEqual([1, 2, 3, 4, 5])
    expect(await positionsOf(log, { after: 1, upTo: 4 })).toEqual([2, 3, 4])
    expect(await positionsOf(log, { tags: ['a'], after: 1 })).toEqual([3, 4])
    expect(await positionsOf(log, { tags: ['b', 'a', 'b'] })).toEqual([1, 2, 3, 4])
    expect(await positionsOf(log, { tags: ['a', 'c'], types: ['other'] })).toEqual([4])
    expect(await positionsOf(log, { types: ['other', 'none'] })).toEqual([4])
    expect(await positionsOf(log, { tags: ['a', 'c'], backwards: true, after: 1 })).toEqual([5, 4, 3])
    expect(await positionsOf(log, { tags: [] })).toEqual([])
    expect(await positionsOf(log, { after: 5 })).toEqual([])
  })

  it('stops after the commit in which the limit is reached', async () => {
    const { log } = underTest()
    await log.append(toyCommit([['a'], ['b'], ['a']]))
    await log.append(toyCommit([['a'], ['a']]))
    expect(await positionsOf(log, { limit: 1 })).toEqual([1, 2, 3])
    expect(await positionsOf(log, { limit: 1, tags: ['a'] })).toEqual([1, 3])
    expect(await positionsOf(log, { limit: 1, tags: ['a'], backwards: true })).toEqual([5, 4])
    expect(await positionsOf(log, { limit: 4 })).toEqual([1, 2, 3, 4, 5])
  })

  it('never ends a batch inside a commit', async () => {
    const { log } = underTest()
    const sizes = [499, 700, 3, 2, 1_200, 4]
    for (const size of sizes) await log.append(toyCommit(upTo(size).map((index) => (index % 2 ? ['a'] : ['a', 'b']))))
    const queries: Query[] = [{}, { tags: ['a'] }, { tags: ['b'] }, { tags: ['a', 'b'] }, { types: ['thing-happened'] }]
    for (const query of queries.flatMap((each) => [each, { ...each, backwards: true }])) {
      const batches = await batchesOf(log, query)
      const commits = batches.flatMap((batch) => [...new Set(batch.map(({ commandId }) => commandId))])
      expect(commits).toHaveLength(sizes.length)
    }
  })

  it('finds any history as the model does', async () => {
    const { log } = underTest()
    const model = new ModelLog()
    await fillBoth(log, model)
    await fc.assert(fc.asyncProperty(queries, async (query) => {
      expect(await positionsOf(log, query)).toEqual(model.read(query).map(({ position }) => position))
    }), { numRuns: 200 })
    expect(withoutTime(await eventsOf(log))).toEqual(model.events)
  })

  it('finds the position at an instant', async () => {
    const { place } = underTest()
    const clock = { now: Date.parse('2025-07-01T00:00:00.000Z') }
    const log = await place.open({ clock: () => new Date(clock.now) })
    expect(await log.positionAt('2026-01-01T00:00:00Z')).toBe(0)
    for (const events of [1, 2, 1]) {
      await log.append(toyCommit(upTo(events).map(() => ['a'])))
      clock.now += 1_000
    }
    const instants = ['2025-06-30T23:59:59.999Z', '2025-07-01T00:00:00Z', '2025-07-01T07:00:00.999+07:00', '2025-07-01T00:00:01Z', '2025-07-01T00:00:02Z', '2030-01-01T00:00:00Z']
    expect(await Promise.all(instants.map((instant) => log.positionAt(instant)))).toEqual([0, 1, 1, 3, 4, 4])
  })

  it('finds no event by an unknown id', async () => {
    expect(await underTest().log.findEvent('6ba7b810-9dad-51d1-80b4-00c04fd430c8')).toBeUndefined()
  })

  it('ends at the head that it found, although more is appended meanwhile', async () => {
    const { log } = underTest()
    await log.append(toyCommit(upTo(1_500).map(() => ['a'])))
    const found: number[] = []
    for await (const batch of log.read({})) {
      found.push(...batch.map(({ position }) => position))
      await log.append(toyCommit([['a']]))
    }
    expect(found).toEqual(upTo(1_500))
  })
}

const tagNames = ['a', 'b', 'c', 'd', 'e']
const typeNames = ['one', 'two', 'three']

/** Long enough for several pages; some tags are everywhere, some are rare. */
async function fillBoth(log: EventLog, model: ModelLog): Promise<void> {
  for (let round = 0; round < 120; round += 1) {
    const events = upTo((round * 7) % 29 + 1).map((index) => {
      const tags = tagNames.filter((_, rarity) => (round * 31 + index * 17) % (rarity * rarity * 9 + 1) === 0)
      return toyEvent(tags, { type: typeNames[(round + index) % 3] ?? 'one', data: { index } })
    })
    const commit = toyCommit([], { events })
    model.append(commit)
    await log.append(commit)
  }
}

const queries: fc.Arbitrary<Query> = fc.record({
  tags: fc.oneof(fc.constant(undefined), fc.subarray([...tagNames, 'none'], { minLength: 1 })),
  types: fc.oneof(fc.constant(undefined), fc.subarray([...typeNames, 'none'])),
  after: fc.oneof(fc.constant(undefined), fc.nat(1_800)),
  upTo: fc.oneof(fc.constant(undefined), fc.nat(1_800)),
  backwards: fc.boolean(),
  limit: fc.oneof(fc.constant(undefined), fc.integer({ min: 1, max: 600 })),
})
