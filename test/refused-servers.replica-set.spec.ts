import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import { MongoClient } from 'mongodb'
import { startLoneMongod, type LoneMongod } from './servers/lone-mongod.js'
import { startError } from './start-error.js'

describe('a MongoDB that can not be worked with', () => {
  let mongod: LoneMongod | undefined
  afterEach(() => mongod?.stop())

  it('is told when it is no replica set', async () => {
    mongod = await startLoneMongod({ isGuarded: false })
    expect(await startError('api', { MONGODB_URI: `mongodb://127.0.0.1:${mongod.port}/` })).toMatch(/^MONGODB_URI phải trỏ tới một replica set.+ \/ MONGODB_URI must lead to a replica set, but MongoDB 127\.0\.0\.1:\d+\/sinhke is a server by itself/)
    expect(await startError('worker', { MONGODB_URI: `mongodb://127.0.0.1:${mongod.port}/?replicaSet=rs0` })).toMatch(/is out of reach/)
  }, 120_000)

  it('is told when it does not permit what is needed, and nothing says the password', async () => {
    mongod = await startLoneMongod({ isGuarded: true })
    await mongod.command('admin', { replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${mongod.port}` }] } })
    const { port } = mongod
    // Whoever comes from this machine may make the first user only, who then makes the others.
    while (!(await mongod.command('admin', { createUser: 'quan-tri', pwd: 'bi-mat', roles: ['root'] }).then(() => true, () => false))) await setTimeout(100)
    const client = new MongoClient(`mongodb://quan-tri:bi-mat@127.0.0.1:${port}/`)
    await client.db('admin').command({ createUser: 'nguoi-xem', pwd: 'bi-mat', roles: [{ role: 'read', db: 'sinhke_log' }] })
    await client.close()
    for (const [user, password] of [['nguoi-xem', 'bi-mat'], ['nguoi-xem', 'sai-bi-mat'], ['nguoi-la', 'bi-mat']]) {
      for (const app of ['api', 'worker'] as const) {
        const said = await startError(app, { MONGODB_URI: `mongodb://${user}:${password}@127.0.0.1:${port}/sinhke?authSource=admin` })
        expect(said).toMatch(/^MongoDB 127\.0\.0\.1:\d+\/sinhke không cho phép .+ \/ .+ does not permit this to the user in MONGODB_URI/)
        expect(said).not.toContain('bi-mat')
      }
    }
    const said = await startError('api', { MONGODB_URI: `mongodb://127.0.0.1:${port}/` })
    expect(said).toMatch(/does not permit this/)
  }, 180_000)
})
