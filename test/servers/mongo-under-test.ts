import { randomBytes } from 'node:crypto'
import { MongoClient } from 'mongodb'

/** The server that the run of the tests was started with; see scripts/test.js. */
const testUri = (): string => {
  const uri = process.env.SINHKE_TEST_MONGODB_URI
  if (uri === undefined) throw new Error('this test needs a MongoDB: npm test -- --servers')
  return uri
}

/** A name of its own for a test's databases on the server of the tests. */
export interface MongoUnderTest {
  /** With the name in its path. */
  readonly uri: string
  /** Drops the databases of that name. */
  remove(): Promise<void>
}

/** Databases of its own for one test: empty, and gone afterwards. */
export const newMongoUnderTest = (server = testUri()): MongoUnderTest => {
  const name = `t${randomBytes(6).toString('hex')}`
  const uri = server.replace(/^([^/]+\/\/[^/?]+)[^?]*/, `$1/${name}`)
  return {
    uri,
    remove: async () => {
      const client = new MongoClient(uri)
      try {
        const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true })
        for (const database of databases) if (database.name.startsWith(`${name}_`)) await client.db(database.name).dropDatabase()
      } finally {
        await client.close()
      }
    },
  }
}
