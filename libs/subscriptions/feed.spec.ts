import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { publishedEvent } from '#contracts'
import { unitTag } from '#domain'
import type { EventLog, NewEvent, RecordedEvent } from '#event-log'
import { BeyondLog, Feed, LogReplaced, type FeedFilter } from './index.js'
import { eventsAfter, newFeedLog, projectIdOf, record, registered, started, submitted, unitOf } from './testing/feed-log.js'
import { serveStreams, StreamReader, until } from './testing/feed-server.js'

const withLog = async (work: (log: EventLog) => Promise<void>): Promise<void> => {
  const { log, remove } = await newFeedLog()
  try {
    await work(log)
  } finally {
    await remove()
  }
}

/** What a filter lets through of the whole log, told without any of the feed's own code. */
const expectedOf = (events: readonly RecordedEvent[], { types, tags, unit }: FeedFilter): RecordedEvent[] =>
  events.filter((event) => {
    const parents = new Map<string, string>()
    for (const { type, data, position } of events) {
      const { unit: child, parent } = data as unknown as { unit: typeof event.unit; parent?: typeof event.unit }
      if (type === 'unit-registered' && parent !== undefined && position <= event.position && !parents.has(unitTag(child))) parents.set(unitTag(child), unitTag(parent))
    }
    const upwards: string[] = []
    for (let tag: string | undefined = unitTag(event.unit); tag !== undefined && !upwards.includes(tag); tag = parents.get(tag)) upwards.push(tag)
    return (types?.includes(event.type) ?? true) && (tags?.some((tag) => event.tags.includes(tag)) ?? true) && (unit === undefined || upwards.includes(unitTag(unit)))
  })

const pagesOf = async (feed: Feed, filter: FeedFilter, { start, limit }: { start: number; limit: number }) => {
  const found: string[] = []
  const sizes: number[] = []
  for (let after = start; ; ) {
    const { events, next, head } = await feed.page({ after, filter, limit })
    found.push(...events.map(({ json }) => json))
    sizes.push(events.length)
    if (next === head) return { found, sizes }
    // Each page moves on, or it would be asked for for ever.
    expect(next).toBeGreaterThan(after)
    after = next
  }
}

/** What happens, by a unit among those that there are by then. */
const histories = fc.array(fc.array(fc.tuple(fc.constantFrom('unit', 'submitted', 'started'), fc.nat(30), fc.nat(3)), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 25 })
type History = readonly (readonly (readonly [kind: string, pick: number, project: number])[])[]

/** Units are registered below others; what lies in one may be recorded before. Those of a code set are a tree of their own. */
const commitsOf = (history: History, codeSet: string): NewEvent[][] => {
  let units = 1
  const eventOf = ([kind, pick, project]: readonly [string, number, number]): NewEvent => {
    if (kind === 'unit') return registered(unitOf(++units, codeSet), unitOf(1 + (pick % (units - 1)), codeSet))
    return (kind === 'submitted' ? submitted : started)(project, unitOf(1 + (pick % (units + 2)), codeSet))
  }
  return [[registered(unitOf(1, codeSet))], ...history.map((commit) => commit.map(eventOf))]
}

const filters = fc.record({
  types: fc.option(fc.subarray(['unit-registered', 'project-submitted', 'project-started', 'household-registered'], { minLength: 1 }), { nil: undefined }),
  tags: fc.option(fc.subarray([0, 1, 2, 3, 4].map((index) => `project:${projectIdOf(index)}`), { minLength: 1 }), { nil: undefined }),
  unit: fc.option(fc.nat(12), { nil: undefined }),
})

describe('the feed, whatever the filter', () => {
  let shared: Awaited<ReturnType<typeof newFeedLog>>
  beforeAll(async () => {
    shared = await newFeedLog()
  })
  afterAll(() => shared.remove())

  it('gives by pages and by streams what filtering the whole log in memory gives', async () => {
    const { log } = shared
    const incarnation = await log.incarnation()
    const limits = fc.record({ lookAtMost: fc.integer({ min: 1, max: 9 }), recentEvents: fc.nat(20) })
    let run = 0
    await fc.assert(
      fc.asyncProperty(histories, filters, limits, fc.integer({ min: 1, max: 7 }), async (history, { unit, ...rest }, { lookAtMost, recentEvents }, limit) => {
        const codeSet = `run-${(run += 1)}`
        const filter: FeedFilter = { ...rest, unit: unit === undefined ? undefined : unitOf(unit, codeSet) }
        const commits = commitsOf(history, codeSet)
        const half = Math.floor(commits.length / 2)
        const start = await log.head()
        for (const commit of commits.slice(0, half)) await record(log, ...commit)
        const feed = new Feed({ log, limits: { lookAtMost, recentEvents, heartbeatMs: 45 } })
        const server = await serveStreams(feed, { filter })
        const reader = await StreamReader.open(`${server.url}?after=${start}`)
        for (const commit of commits.slice(half)) await record(log, ...commit)
        const expected = expectedOf(await eventsAfter(log, start), filter).map((event) => JSON.stringify(publishedEvent(event, { source: `urn:sinhke:log:${incarnation}`, incarnation })))
        const { found, sizes } = await pagesOf(feed, filter, { start, limit })
        expect(found).toEqual(expected)
        expect(Math.max(...sizes)).toBeLessThanOrEqual(limit)
        const head = await log.head()
        await until(() => reader.place === head)
        expect(reader.events.map(({ data }) => data)).toEqual(expected)
        await server.close()
      }),
      { numRuns: 60 },
    )
  })
})

describe('the feed', () => {
  it('answers early where a filter matches nothing, and says from where to go on', () =>
    withLog(async (log) => {
      await record(log, ...Array.from({ length: 50 }, () => submitted(1)))
      const feed = new Feed({ log, limits: { lookAtMost: 20 } })
      const filter = { types: ['project-started'] }
      expect(await feed.page({ after: 0, filter, limit: 10 })).toMatchObject({ events: [], next: 20, head: 50 })
      expect(await feed.page({ after: 40, filter, limit: 10 })).toMatchObject({ events: [], next: 50, head: 50 })
      expect(await feed.page({ after: 50, filter, limit: 10 })).toMatchObject({ events: [], next: 50, head: 50 })
    }))

  it('ends a page where it grows long, and never before its first event', () =>
    withLog(async (log) => {
      await record(log, submitted(1), submitted(2), submitted(3))
      const feed = new Feed({ log, limits: { maxPageLength: 1 } })
      expect(await feed.page({ after: 1, filter: {}, limit: 10 })).toMatchObject({ events: [{ position: 2 }], next: 2 })
    }))

  it('tells a reader of another incarnation, and one whose place is behind the end', () =>
    withLog(async (log) => {
      await record(log, submitted(1))
      const feed = new Feed({ log })
      const [replaced, beyond] = [{ after: 1, incarnation: 'another', filter: {} }, { after: 2, filter: {} }]
      await expect(feed.page({ ...replaced, limit: 1 })).rejects.toThrow(LogReplaced)
      await expect(feed.stream(replaced)).rejects.toThrow(LogReplaced)
      await expect(feed.page({ ...beyond, limit: 1 })).rejects.toThrow(BeyondLog)
      await expect(feed.stream(beyond)).rejects.toThrow(BeyondLog)
    }))
})

describe('a stream', () => {
  it("moves a reader's place past what its filter hides, so that it goes on from there", () =>
    withLog(async (log) => {
      const feed = new Feed({ log, limits: { heartbeatMs: 45 } })
      const server = await serveStreams(feed, { filter: { types: ['project-started'] } })
      const reader = await StreamReader.open(server.url)
      for (let index = 0; index < 30; index += 1) await record(log, submitted(index))
      await until(() => reader.place === 30)
      expect(reader.events).toEqual([])
      await record(log, started(1))
      await until(() => reader.events.length === 1)
      expect(reader.lastEventId).toBe(`${await log.incarnation()}.31`)
      expect(reader.text).toMatch(/^retry: 3000\nid: [\w-]+\.0\n\n/)
      await server.close()
    }))

  it.each(['live', 'behind'])('that is slow costs bounded memory, is cut off, and goes on without loss: one that is %s', (kind) =>
    withLog(async (log) => {
      const mostUnsentBytes = 65_536
      const feed = new Feed({ log, limits: { heartbeatMs: 45, stallMs: 200, mostUnsentBytes } })
      const server = await serveStreams(feed)
      // More than what the system's own buffers take in between.
      const recordMuch = async () => {
        for (let commit = 0; commit < 25; commit += 1) await record(log, ...Array.from({ length: 1_000 }, (_, index) => submitted(index)))
      }
      if (kind === 'behind') await recordMuch()
      const reader = await StreamReader.open(server.url)
      reader.pause()
      const recording = kind === 'live' ? recordMuch() : Promise.resolve()
      let most = 0
      await until(() => {
        most = Math.max(most, server.unsentBytes())
        return feed.readers === 0
      })
      await recording
      // A page, or what came at once, is written whole.
      expect(most).toBeLessThan(3 * mostUnsentBytes)
      reader.goOn()
      await until(() => reader.ended)
      expect(reader.place).toBeLessThan(25_000)
      const again = await StreamReader.open(`${server.url}?after=${reader.place}&incarnation=${await log.incarnation()}`)
      await until(() => again.place === 25_000)
      expect([...reader.positions, ...again.positions]).toEqual(Array.from({ length: 25_000 }, (_, index) => index + 1))
      await server.close()
    }))

  it('ends when its token does, behind a whole event', () =>
    withLog(async (log) => {
      await record(log, submitted(1))
      const feed = new Feed({ log, limits: { heartbeatMs: 45 } })
      const server = await serveStreams(feed, { expiresAtMs: Date.now() + 300 })
      const reader = await StreamReader.open(server.url)
      await until(() => reader.ended)
      expect(reader.text.endsWith('\n\n')).toBe(true)
      expect(feed.readers).toBe(0)
      await server.close()
    }))

  it('is refused beyond the number that a process bears, and there is room again when one leaves', () =>
    withLog(async (log) => {
      const feed = new Feed({ log, limits: { mostReaders: 2 } })
      const server = await serveStreams(feed)
      const [first] = [await StreamReader.open(server.url), await StreamReader.open(server.url)]
      await expect(StreamReader.open(server.url)).rejects.toThrow('TooManyReaders')
      first.cut()
      await until(() => feed.readers === 1)
      await StreamReader.open(server.url)
      await server.close()
      expect(feed.readers).toBe(0)
    }))

  it('stops before an event that cannot be published, says so, and skips nothing', () =>
    withLog(async (log) => {
      const feed = new Feed({ log })
      const server = await serveStreams(feed)
      const reader = await StreamReader.open(server.url)
      const unknown: NewEvent = { ...submitted(2), type: 'thing-of-tomorrow' }
      await record(log, submitted(1))
      await record(log, submitted(1), unknown, submitted(3))
      await until(() => feed.failure !== undefined)
      await until(() => reader.positions.length === 2)
      expect(feed.failure).toContain('thing-of-tomorrow')
      expect(reader.positions).toEqual([1, 2])
      await expect(feed.page({ after: 0, filter: {}, limit: 10 })).rejects.toThrow('thing-of-tomorrow')
      await server.close()
    }))
})
