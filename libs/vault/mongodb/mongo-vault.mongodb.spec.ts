import { describeNameSearch } from '../contract/name-search-contract.js'
import { describeVault } from '../contract/vault-contract.js'
import type { VaultUnderTest } from '../contract/vault-under-test.js'
import { openMongo } from '#platform'
import { newMongoUnderTest } from '../../../test/servers/mongo-under-test.js'
import type { MongoUnderTest } from '../../../test/servers/mongo-under-test.js'
import { migrateVault } from './migrate-vault.js'

const databases = new Map<string, MongoUnderTest>()

const mongodb: VaultUnderTest = {
  title: 'MongoDB',
  opener: new URL('./vault-in-mongo.js', import.meta.url),
  async newPlace() {
    const mongo = newMongoUnderTest()
    databases.set(mongo.uri, mongo)
    const connection = openMongo(mongo.uri)
    await migrateVault(connection.database('vault'))
    await connection.close()
    return mongo.uri
  },
  async removePlace(uri) {
    await databases.get(uri)?.remove()
  },
}

describeVault(mongodb)
describeNameSearch(mongodb)
