import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Long, type Db, type Document } from 'mongodb'
import { openMongo, type MongoConnection } from '#platform'
import { countUp } from '../contract/count-up.js'
import { eventsOf, toyCommit, toyEvent, upTo } from '../contract/toy-commit.js'
import { ClockOff, Conflict } from '../errors.js'
import { newMongoUnderTest } from '../../../test/servers/mongo-under-test.js'
import { openMongoEventLog } from './mongo-event-log.js'
import { migrateEventLog, turnsOf } from './schema.js'
import { newMongoPlace, type MongoPlace } from './testing/mongo-place.js'

describe('a log in MongoDB', () => {
  let place: MongoPlace
  let mongo: MongoConnection
  let database: Db
  beforeEach(async () => {
    place = await newMongoPlace()
    mongo = openMongo(place.uri)
    database = mongo.database('log')
  })
  afterEach(async () => {
    await mongo.close()
    await place.remove()
  })

  it('is not opened before it was migrated, and says what to run', async () => {
    const empty = newMongoUnderTest()
    const other = openMongo(empty.uri)
    await expect(openMongoEventLog({ database: other.database('log') })).rejects.toThrow('sinhke migrate')
    await other.close()
  })

  it('may be migrated again, by several at once, and stays what it is', async () => {
    const log = await place.open()
    await log.append(toyCommit([['a']]))
    const incarnation = await log.incarnation()
    await Promise.all([migrateEventLog(database), migrateEventLog(database)])
    expect(await (await place.open()).incarnation()).toBe(incarnation)
    expect(await log.head()).toBe(1)
  })

  it('is made whole by migrating again where that broke off before the first turn', async () => {
    await database.dropCollection('turns')
    await database.createCollection('turns', { capped: true, size: 1_048_576 })
    await Promise.all([migrateEventLog(database), migrateEventLog(database)])
    expect(await turnsOf(database).countDocuments()).toBe(1)
    const log = await place.open()
    await log.append(toyCommit([['a']]))
    expect(await turnsOf(database).countDocuments({ holder: { $ne: null } })).toBe(1)
  })

  it('refuses what is no commit, whoever writes it', async () => {
    const commits = database.collection('commits')
    await expect(commits.insertOne({ _id: 1, last: Long.fromNumber(1), recordedAt: new Date() } as Document)).rejects.toThrow('validation')
    await expect(commits.insertOne({ _id: Long.fromNumber(1), last: Long.fromNumber(1), recordedAt: new Date() } as Document)).rejects.toThrow('validation')
  })

  it('keeps two writers right that do not take turns', async () => {
    // Turns that nobody can write down: so both write whenever they like, and meet at the same keys.
    await database.command({ collMod: 'turns', validator: { $expr: false } })
    const handles = await Promise.all(upTo(4).map(() => place.open()))
    await Promise.all([...handles.map((handle) => countUp(handle, 10)), ...handles.map(async (handle) => {
      for (const _ of upTo(10)) await handle.append(toyCommit([['b'], ['b']]))
    })])
    const [log] = handles
    const events = await eventsOf(log ?? (await place.open()))
    expect(events.map(({ position }) => position)).toEqual(upTo(120))
    expect(events.filter(({ tags }) => tags.includes('counter')).map(({ data }) => data.count)).toEqual(upTo(40))
    expect(await log?.verify()).toMatchObject({ findingCount: 0 })
  }, 240_000)

  it('lets writers take turns, and takes none away from one who is alone', async () => {
    const [log, other] = [await place.open(), await place.open()]
    const changes = () => turnsOf(database).countDocuments({ holder: { $ne: null } })
    for (const _ of upTo(5)) await log.append(toyCommit([['a']]))
    expect(await changes()).toBe(1)
    await Promise.all([log, other].map((handle) => handle.append(toyCommit([['a']]))))
    expect(await changes()).toBeGreaterThan(1)
    expect(new Set(await turnsOf(database).distinct('holder', { holder: { $ne: null } })).size).toBe(2)
  })

  it('leaves the line of writers when it is closed', async () => {
    const [log, other] = [await place.open(), await place.open()]
    await log.append(toyCommit([['a']]))
    await other.append(toyCommit([['a']]))
    await other.close()
    const [last] = await turnsOf(database).find().sort({ _id: -1 }).limit(1).toArray()
    expect(last).toMatchObject({ holder: null, waiting: [] })
  })

  it('takes up the turn of a writer that fell silent', async () => {
    const silent = '00000000-0000-4000-8000-000000000000'
    await turnsOf(database).insertOne({ _id: Long.fromNumber(1), turn: Long.fromNumber(1), holder: silent, waiting: [silent], expected: Long.fromNumber(0) })
    const log = await place.open()
    expect(await log.append(toyCommit([['a']]))).toMatchObject({ firstPosition: 1 })
    const [last] = await turnsOf(database).find().sort({ _id: -1 }).limit(1).toArray()
    expect(last?.holder).not.toBe(silent)
    expect(last?.waiting).toEqual([])
  })

  it('becomes a new incarnation when its commits are restored from a backup', async () => {
    const log = await place.open()
    for (const _ of upTo(3)) await log.append(toyCommit([['a'], ['b']]))
    const [incarnation, events] = [await log.incarnation(), await eventsOf(log)]
    await log.close()
    const backup = await database.collection('commits').find({}, { promoteValues: false, promoteLongs: false }).toArray()
    await database.dropCollection('commits')
    await migrateEventLog(database)
    await database.collection('commits').insertMany(backup)
    const restored = await Promise.all([place.open(), place.open()])
    const incarnations = await Promise.all(restored.map((each) => each.incarnation()))
    expect(incarnations[0]).not.toBe(incarnation)
    expect(incarnations[1]).toBe(incarnations[0])
    const again = await place.open()
    expect(await again.incarnation()).toBe(incarnations[0])
    expect(await eventsOf(again)).toEqual(events)
    expect(await again.append(toyCommit([['a']]))).toMatchObject({ firstPosition: 7 })
  })

  it('refuses to write by a clock that is more than two seconds off the server’s, until it is right again', async () => {
    const clock = { offMs: 3_000 }
    const log = await openMongoEventLog({ database, clock: () => new Date(Date.now() + clock.offMs) })
    await expect(log.append(toyCommit([['a']]))).rejects.toThrow(ClockOff)
    clock.offMs = -3_000
    await expect(log.append(toyCommit([['a']]))).rejects.toThrow(ClockOff)
    clock.offMs = 0
    expect(await log.append(toyCommit([['a']]))).toMatchObject({ firstPosition: 1 })
    await log.close()
  })

  it('checks conditions that reach far back against the index, however much stands under their tags', async () => {
    const log = await place.open()
    const own = upTo(5).map(() => toyCommit([['busy'], ['own']]))
    for (const commit of own) await log.append(commit)
    await Promise.all(upTo(400).map((index) => log.append(toyCommit([['busy', `one:${index}`]]))))
    const fresh = () => place.open()
    const seen = own.map(({ commandId }) => commandId)
    await expect((await fresh()).append(toyCommit([['x']], { condition: { tags: ['none', 'busy'], after: 10, seen } }))).rejects.toEqual(new Conflict('busy'))
    await expect((await fresh()).append(toyCommit([['x']], { condition: { tags: ['own', 'busy'], after: 0, seen } }))).rejects.toEqual(new Conflict('busy'))
    await expect((await fresh()).append(toyCommit([['x']], { condition: { tags: ['one:400', 'none'], after: 3 } }))).rejects.toEqual(new Conflict('one:400'))
    // Within the first commit, whose second event alone has the tag.
    await expect((await fresh()).append(toyCommit([['x']], { condition: { tags: ['own'], after: 1 } }))).rejects.toEqual(new Conflict('own'))
    const batch = await fresh()
    const together = await Promise.allSettled([
      batch.append(toyCommit([['x']], { condition: { tags: ['own'], after: 0, seen } })),
      batch.append(toyCommit([['x']], { condition: { tags: ['busy'], after: 0, seen } })),
      batch.append(toyCommit([['x']], { condition: { tags: ['none', 'busy'], after: 410 } })),
      batch.append(toyCommit([['x']], { condition: { tags: ['own'], after: 10 } })),
      batch.append(toyCommit([['x']], { condition: { tags: ['busy'], after: 9 } })),
    ])
    expect(together.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'rejected'])
  }, 240_000)

  it('reads any of more tags than an index can merge', async () => {
    const log = await place.open()
    const tags = upTo(450).map((index) => `tag:${String(index).padStart(4, '0')}`)
    await Promise.all(tags.map((tag, index) => log.append(toyCommit([], { events: [toyEvent([tag, tags[(index * 7) % 450] ?? tag])] }))))
    const all = await eventsOf(log)
    expect(await eventsOf(log, { tags })).toEqual(all)
    expect(await eventsOf(log, { tags, backwards: true })).toEqual(all.toReversed())
    const some = tags.filter((_, index) => index % 3 !== 0)
    expect(await eventsOf(log, { tags: some })).toEqual(all.filter((event) => event.tags.some((tag) => some.includes(tag))))
    expect(await eventsOf(log, { tags, limit: 130 })).toEqual(all.slice(0, 130))
  }, 240_000)
})
