import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { BSON } from 'mongodb'
import type { CommandStartedEvent, Document } from 'mongodb'
import { openMongo } from '#platform'
import type { MongoConnection } from '#platform'
import { inventedHouseholds } from '../contract/invented-households.js'
import { mongoUnderTest } from '../contract/mongo-under-test.js'
import { StaleCheckpoint, SubjectForgotten, VaultSchemaMissing } from '../errors.js'
import { migrateVault, openMongoVault } from '../index.js'
import type { NamedHousehold, VaultWithNames } from '../index.js'

const unit = { codeSet: '2025-07', code: '5405' }
const household = (householdId: string, name: string, personId = `${householdId}-0`): NamedHousehold => ({ householdId, unit, people: [{ personId, name, isHead: true }] })

describe('the vault on MongoDB, besides what every store promises', () => {
  let place: string
  let mongo: MongoConnection
  let vault: VaultWithNames

  beforeEach(async () => {
    place = await mongoUnderTest.newPlace()
    mongo = openMongo(place, { monitorCommands: true })
    vault = await openMongoVault({ database: mongo.database('vault') })
  })
  afterEach(async () => {
    await vault.close()
    await mongo.close()
    await mongoUnderTest.removePlace(place)
  })

  const open = (): Promise<VaultWithNames> => openMongoVault({ database: mongo.database('vault') })
  const everything = async (): Promise<string> => {
    const collections = await mongo.database('vault').collections()
    return BSON.EJSON.stringify(await Promise.all(collections.map((collection) => collection.find().toArray())))
  }

  it('leaves the client to whoever opened it', async () => {
    await vault.close()
    expect(await (await open()).logs()).toEqual([])
  })

  it('may be laid out again and by several processes at once, and keeps what is there', async () => {
    await vault.addLog('one')
    await Promise.all([1, 2, 3].map(() => migrateVault(mongo.database('vault'))))
    expect(await vault.logs()).toEqual(['one'])
    const fresh = mongo.client.db(`${mongo.database('vault').databaseName}_fresh`)
    await Promise.all([1, 2, 3].map(() => migrateVault(fresh)))
    expect(await (await openMongoVault({ database: fresh })).logs()).toEqual([])
    await fresh.dropDatabase()
  })

  it('says to run sinhke migrate where it was not laid out, and refuses one of a newer release', async () => {
    const other = mongo.database('log')
    await expect(openMongoVault({ database: other })).rejects.toThrow(/sinhke migrate/)
    await mongo.database('vault').collection<{ _id: string; version: number }>('schema').updateOne({ _id: 'vault' }, { $inc: { version: 1 } })
    await expect(open()).rejects.toBeInstanceOf(VaultSchemaMissing)
    await expect(migrateVault(mongo.database('vault'))).rejects.toThrow(/newer release/)
  })

  it('refuses what is not a vault’s: a validator stands on every collection', async () => {
    const keys = mongo.database('vault').collection<{ _id: string }>('keys')
    await expect(keys.insertOne({ _id: 'person:1' })).rejects.toThrow(/validation/)
    const infos = await mongo.database('vault').listCollections().toArray()
    expect(infos.filter((info) => !('options' in info) || info.options?.['validator'] === undefined)).toEqual([])
  })

  it('holds no citizen number in clear, nor a trace of a name or key that was forgotten', async () => {
    const [personId = ''] = await vault.personIds(['019095000123'])
    const [seal] = await vault.seal([{ key: `person:${personId}`, at: 'e/name', value: 'Giàng A Páo' }])
    await vault.names.save([household('h', 'Giàng A Páo', personId)], 1)
    expect(await everything()).toContain('giang')
    expect(await everything()).not.toContain('019095000123')
    await vault.forget(`person:${personId}`)
    const after = await everything()
    expect(after).not.toMatch(/giang/i)
    expect(after).not.toContain('Giàng')
    expect(await mongo.database('vault').collection<{ _id: string }>('keys').findOne({ _id: `person:${personId}` })).toEqual({ _id: `person:${personId}`, forgotten: 1 })
    expect(await vault.open([seal])).toEqual([{ forgotten: true }])
  })

  it('finds a rare name, a page of a common one and a page behind it by an index, not by reading households', async () => {
    const entries = [...inventedHouseholds(2_000), household('rare', 'Đèo Thị Ỏ')]
    await vault.names.save(entries, 1)
    const finds: CommandStartedEvent[] = []
    mongo.client.on('commandStarted', (event) => event.commandName === 'find' && finds.push(event))
    expect((await vault.names.find({ q: 'đèo', limit: 20 })).households).toHaveLength(1)
    const { next } = await vault.names.find({ q: 'nguyễn', limit: 20 })
    await vault.names.find({ q: 'nguyễn', limit: 20, after: next })
    await vault.names.find({ q: 'n', limit: 20, after: next })
    await vault.names.find({ limit: 20, after: next })
    await vault.names.find({ personId: 'rare-0', limit: 20 })
    const examined = await Promise.all(finds.filter(({ command }) => command['find'] === 'search_households').map(({ command }) => documentsExamined(command)))
    expect(examined).toHaveLength(6)
    expect(Math.max(...examined)).toBeLessThanOrEqual(21)
  })

  it('keeps count of the words that there are through saves, removals and forgetting', async () => {
    const entries = inventedHouseholds(300)
    await vault.names.save(entries, 1)
    const renamed = entries.slice(0, 80).map((entry) => ({ ...entry, people: entry.people.slice(1) }))
    await vault.names.save(renamed, 2, entries.slice(100, 180).map(({ householdId }) => householdId))
    for (const { people } of entries.slice(200, 210)) await vault.forget(`person:${people[0]?.personId}`)
    const database = mongo.database('vault')
    const counted = await database.collection<{ _id: string }>('search_households').aggregate([{ $unwind: '$terms' }, { $match: { terms: /^[^p]/ } }, { $group: { _id: '$terms', households: { $sum: 1 } } }, { $sort: { _id: 1 } }]).toArray()
    expect(await database.collection('search_terms').find().sort({ _id: 1 }).toArray()).toEqual(counted)
  })

  it('does not trust a key that it was just reading when its subject was forgotten', async () => {
    const others = await Promise.all([open(), open(), open()])
    for (let round = 0; round < 20; round++) {
      const key = `person:${round}`
      const [seal] = await vault.seal([{ key, at: 'e/name', value: 'Nguyễn Văn An' }])
      const document = { name: seal }
      await Promise.all([vault.forget(key), ...others.flatMap((other) => [other.open([document]), other.open([{ name: seal }])])])
      for (const other of others) expect(await other.open([document, { name: seal }])).toEqual([{ name: { forgotten: true } }, { name: { forgotten: true } }])
    }
  })

  it('makes no key any more for a subject who is being forgotten', async () => {
    const others = await Promise.all([open(), open()])
    for (let round = 0; round < 20; round++) {
      const key = `person:${round}`
      const sealing = others.map((other) => other.seal([{ key, at: 'e/name', value: 'Nguyễn Văn An' }]).catch((error: unknown) => error))
      await vault.forget(key)
      const sealed = (await Promise.all(sealing)).flat().filter((result) => !(result instanceof SubjectForgotten))
      expect(await vault.open(sealed)).toEqual(sealed.map(() => ({ forgotten: true })))
      await expect(others[0]?.seal([{ key, at: 'e/name', value: 1 }])).rejects.toBeInstanceOf(SubjectForgotten)
    }
  })

  it('brings no name back by a save that meets a forgetting, and loses no other', async () => {
    const other = await open()
    for (let round = 0; round < 10; round++) {
      const people = [{ personId: `gone-${round}`, name: 'Giàng A Páo', isHead: true }, { personId: `stays-${round}`, name: 'Triệu Súa', isHead: false }]
      const entry = { householdId: `h-${round}`, unit, people }
      await Promise.all([vault.names.save([entry], round + 1), other.forget(`person:gone-${round}`)])
    }
    expect((await vault.names.find({ q: 'giàng', limit: 20 })).households).toEqual([])
    expect((await vault.names.find({ q: 'súa', limit: 20 })).households).toHaveLength(10)
    expect(await everything()).not.toMatch(/giang/i)
  })

  it('tells every forgetting once, in one order, however many forget at once', async () => {
    const others = await Promise.all([open(), open(), open()])
    await Promise.all([vault, ...others].flatMap((one, index) => Array.from({ length: 10 }, (_, at) => one.forget(`household:${at % 7 === 0 ? 'same' : `${index}-${at}`}`))))
    const tombstones = await mongo.database('vault').collection('keys').find({ forgotten: { $exists: true } }).sort({ forgotten: 1 }).toArray()
    expect(tombstones.map(({ forgotten }) => Number(forgotten))).toEqual(tombstones.map((_, index) => index + 1))
    expect(tombstones).toHaveLength(33)
  })

  it('lets two processes fill the search at once: each household as the further of them knows it', async () => {
    const other = await open()
    const entries = inventedHouseholds(250)
    const later = entries.map((entry) => ({ ...entry, village: 'Bản Tèn' }))
    const outcomes = await Promise.allSettled([vault.names.save(entries, 1), other.names.save(later, 2)])
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StaleCheckpoint)
    await vault.names.save(later, 2)
    expect(await vault.names.checkpoint()).toBe(2)
    const { households } = await vault.names.find({ village: 'bản tèn', limit: 200 })
    expect(households).toHaveLength(200)
    expect(await everything()).not.toContain('Xóm')
  })

  /** Asks the server how it answered a query that the vault put. */
  const documentsExamined = async (command: Document): Promise<number> => {
    const { find, filter, sort, limit, hint } = command
    const explained = await mongo.database('vault').command({ explain: { find, filter, sort, limit, hint }, verbosity: 'executionStats' })
    return explained['executionStats'].totalDocsExamined as number
  }
})
