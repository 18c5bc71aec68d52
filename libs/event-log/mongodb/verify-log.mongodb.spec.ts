import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Long, type Document } from 'mongodb'
import { openMongo } from '#platform'
import { toyCommit, upTo } from '../contract/toy-commit.js'
import type { MovableLog } from '../movable-log.js'
import { newMongoPlace, type MongoPlace } from './testing/mongo-place.js'

describe('verifying a log in MongoDB', () => {
  let place: MongoPlace
  let log: MovableLog
  beforeEach(async () => {
    place = await newMongoPlace()
    log = await place.open()
    for (const _ of upTo(3)) await log.append(toyCommit([['a'], ['a', 'b']]))
  })
  afterEach(() => place.remove())

  it('finds nothing wrong with what was appended, and tells how far it is', async () => {
    for (const _ of upTo(300)) await log.append(toyCommit([['a'], ['b']]))
    const progress: number[] = []
    expect(await log.verify((position) => progress.push(position))).toEqual({ events: 606, findings: [], findingCount: 0 })
    expect(progress).toEqual([500, 606])
  })

  it.each<[string, number, Document | Document[] | 'delete']>([
    ['a missing commit', 5, 'delete'],
    ['a changed event', 3, [{ $set: { events: { $map: { input: '$events', in: { $replaceOne: { input: '$$this', find: '1000', replacement: '2000 ' } } } } } }]],
    ['a position in the JSON that is another', 3, [{ $set: { events: { $map: { input: '$events', in: { $replaceOne: { input: '$$this', find: '"position":3', replacement: '"position":4' } } } } } }]],
    ['JSON cut off', 3, [{ $set: { events: { $map: { input: '$events', in: { $substrCP: ['$$this', 0, 50] } } } } }]],
    ['a missing event', 3, { $pop: { events: 1 } }],
    ['events in another order', 3, [{ $set: { events: { $reverseArray: '$events' } } }]],
    ['another event id', 3, [{ $set: { eventIds: { $reverseArray: '$eventIds' } } }]],
    ['an event id too few', 3, { $pop: { eventIds: 1 } }],
    ['time that went backwards', 3, [{ $set: { recordedAt: { $subtract: ['$recordedAt', 5_000] } } }]],
    ['a commit that ends elsewhere', 3, { $set: { last: Long.fromNumber(5) } }],
    ['a missing tag', 3, { $pull: { tags: 'b' } }],
    ['a tag too many', 3, { $push: { tags: 'c' } }],
  ])('finds %s', async (_, position, change) => {
    const tampering = openMongo(place.uri)
    const commits = tampering.database('log').collection('commits')
    const which = placeOf(change === 'delete' ? 3 : position)
    const { modifiedCount } = change === 'delete' ? { modifiedCount: (await commits.deleteOne(which)).deletedCount } : await commits.updateOne(which, change)
    await tampering.close()
    expect(modifiedCount).toBe(1)
    const { findings, findingCount } = await log.verify()
    expect(findingCount).toBe(findings.length)
    expect(findings.map((finding) => finding.position)).toContain(position)
    expect(findings.every((finding) => Math.abs(finding.position - position) <= 2)).toBe(true)
  })

  it('finds that the end is missing where a closing stands behind it', async () => {
    await log.closeFor('the-other-place')
    const tampering = openMongo(place.uri)
    await tampering.database('log').collection('commits').deleteOne(placeOf(5))
    await tampering.close()
    expect((await log.verify()).findings).toEqual([{ position: 4, what: 'the log should go on to 6' }])
  })
})

const placeOf = (position: number): Document => ({ _id: Long.fromNumber(position) })
