import { openMongo } from '#platform'
import { newMongoUnderTest } from '../../../test/servers/mongo-under-test.js'
import type { MongoUnderTest } from '../../../test/servers/mongo-under-test.js'
import { migrateVault } from '../index.js'
import type { VaultUnderTest } from './vault-under-test.js'

const databases = new Map<string, MongoUnderTest>()

/** A database for each test, laid out; its place is the URI that names it. */
export const mongoUnderTest: VaultUnderTest = {
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
