import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openMongo, type MongoConnection } from '#platform'
import { startReplicaSet, type ReplicaSet } from '../../../test/servers/replica-set.js'
import { migrateVault, openMongoVault } from '../index.js'
import type { VaultWithNames } from '../index.js'
import { openMovableMongoVault } from './movable-mongo-vault.js'

const application = 'vault-of-the-test'

describe('a vault in MongoDB whose connections are cut in the midst of an insert', () => {
  let set: ReplicaSet
  let mongo: MongoConnection
  let vault: VaultWithNames

  beforeAll(async () => {
    set = await startReplicaSet({ hasFailPoints: true })
    mongo = openMongo(set.uri, { appName: application })
    await migrateVault(mongo.database('vault'))
    vault = await openMongoVault({ database: mongo.database('vault') })
  }, 120_000)
  afterAll(async () => {
    await vault.close()
    await mongo.close()
    await set.stop()
  })

  /** More often than the driver tries by itself. */
  const cut = () => mongo.client.db('admin').command({
    configureFailPoint: 'failCommand', mode: { times: 3 }, data: { failCommands: ['insert'], closeConnection: true, appName: application },
  })

  it('does not take a cut for an answer: a log that it says it knows, it knows', async () => {
    await cut()
    await vault.addLog('019095c0-0000-7000-8000-000000000001')
    expect(await vault.logs()).toEqual(['019095c0-0000-7000-8000-000000000001'])
  })

  it('has every key that it sealed with', async () => {
    await cut()
    const sealed = await vault.seal([{ key: 'person:1', at: 'e/name', value: 'Nguyễn Văn An' }])
    const other = await openMongoVault({ database: mongo.database('vault') })
    expect(await other.open(sealed)).toEqual(['Nguyễn Văn An'])
    await other.close()
  })

  it('has every row that was copied into it', async () => {
    const movable = await openMovableMongoVault({ database: mongo.database('vault') })
    await cut()
    await movable.importRows([{ kind: 'log', name: '019095c0-0000-7000-8000-000000000002', content: '' }])
    expect(await vault.logs()).toContain('019095c0-0000-7000-8000-000000000002')
    await movable.close()
  })
})
