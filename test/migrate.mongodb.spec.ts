import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openMongo } from '#platform'
import { ApiProcess } from './api-process.js'
import { jsonOf, startCli, type Finished } from './cli-process.js'
import { openProgramme } from './commands-to-send.js'
import { newMongoUnderTest, type MongoUnderTest } from './servers/mongo-under-test.js'
import { startError } from './start-error.js'

describe('a MongoDB', () => {
  let database: MongoUnderTest
  beforeEach(() => {
    database = newMongoUnderTest()
  })
  afterEach(() => database.remove())

  const cli = (...words: readonly string[]): Promise<Finished> => startCli(words, { MONGODB_URI: database.uri, NODE_ENV: 'production' }).finished
  const made = async (): Promise<readonly string[]> => jsonOf<{ made: readonly string[] }>(await cli('migrate', '--json')).made

  it('is prepared by "sinhke migrate", which names what it made and makes nothing the second time', async () => {
    const first = await made()
    for (const part of ['log', 'views', 'vault']) expect(first).toContainEqual(expect.stringMatching(new RegExp(`_${part}\\.\\w+$`)))
    expect(first).toContainEqual(expect.stringMatching(/_log\.commits index tags$/))
    expect(await made()).toEqual([])
    const again = await cli('migrate')
    expect({ code: again.code, stdout: again.stdout.trim() }).toEqual({ code: 0, stdout: expect.stringMatching(/đã đủ, không có gì phải làm\.$/) })
    expect(await made()).toEqual([])
  }, 180_000)

  it('gets back an index that is gone', async () => {
    await made()
    const mongo = openMongo(database.uri)
    await mongo.database('log').collection('commits').dropIndex('tags')
    await mongo.close()
    expect(await made()).toEqual([expect.stringMatching(/_log\.commits index tags$/)])
  }, 180_000)

  it('that nobody prepared is not started on in production, nor prepared in passing', async () => {
    for (const app of ['api', 'worker'] as const) expect(await startError(app, { MONGODB_URI: database.uri, NODE_ENV: 'production' })).toMatch(/ \/ .+ run sinhke migrate$/)
    expect((await cli('verify')).stderr).toContain('MONGODB_URI')
    expect((await made()).length).toBeGreaterThan(5)
    const api = await ApiProcess.start({ MONGODB_URI: database.uri, NODE_ENV: 'production' })
    expect((await api.post('open-programme', openProgramme())).status).toBe(201)
    await api.stop()
  }, 180_000)

  it('with a log but without the vault of it is refused, and no new one is made', async () => {
    const api = await ApiProcess.start({ MONGODB_URI: database.uri })
    expect((await api.post('open-programme', openProgramme())).status).toBe(201)
    await api.stop()
    const mongo = openMongo(database.uri)
    await mongo.database('vault').dropDatabase()
    expect(await startError('api', { MONGODB_URI: database.uri })).toMatch(/there is a log \(\w+_log\) but not \w+_vault/)
    expect((await cli('migrate')).stderr).toMatch(/there is a log/)
    expect(await mongo.database('vault').listCollections().toArray()).toEqual([])
    // One that somebody made all the same doesn't know this log.
    await mongo.database('vault').createCollection('keys')
    expect(await startError('api', { MONGODB_URI: database.uri })).toMatch(/does not belong to the log/)
    await mongo.close()
  }, 180_000)

  it('that was never begun has no data for a command that only reads, and the folder that is named beats it', async () => {
    const { code, stderr } = await startCli(['find', 'a'], { MONGODB_URI: database.uri }).finished
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/chưa có dữ liệu trong MongoDB .+MONGODB_URI.+\n.+no data in MongoDB/) })
    const mongo = openMongo(database.uri)
    expect(await mongo.database('log').listCollections().toArray()).toEqual([])
    await mongo.close()
    expect((await startCli(['find', 'a', '--data-dir', '/khong/co'], { MONGODB_URI: database.uri }).finished).stderr).toContain('/khong/co')
  }, 180_000)
})
