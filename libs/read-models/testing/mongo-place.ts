import { openMongo, type MongoConnection } from '#platform'
import { newMongoUnderTest } from '../../../test/servers/mongo-under-test.js'
import { migrateViews, openMongoViewStore, type MongoViewStoreOptions } from '../mongodb/mongo-view-store.js'
import type { ViewStore } from '../view-store.js'

/** Databases of its own on the server of the tests; removed at the end. */
export class MongoPlace implements AsyncDisposable {
  readonly #open: MongoConnection[] = []
  private constructor(readonly uri: string, readonly remove: () => Promise<void>) {}

  static async make(): Promise<MongoPlace> {
    const { uri, remove } = newMongoUnderTest()
    const place = new MongoPlace(uri, remove)
    await migrateViews(place.connect().database('views'))
    return place
  }

  /** A client of its own, as another process has. */
  connect(): MongoConnection {
    const connection = openMongo(this.uri)
    this.#open.push(connection)
    return connection
  }

  store(options: Omit<MongoViewStoreOptions, 'database'> = {}): Promise<ViewStore> {
    return openMongoViewStore({ database: this.connect().database('views'), ...options })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const connection of this.#open) await connection.close()
    await this.remove()
  }
}
