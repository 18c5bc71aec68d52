import type { EventLog } from '#event-log'
import { openMongo, type MongoConnection } from '#platform'
import { newMongoUnderTest } from '../../../test/servers/mongo-under-test.js'
import { migrateViews, openMongoViewStore, type MongoViewStoreOptions } from '../mongodb/mongo-view-store.js'
import type { ViewStore } from '../view-store.js'
import { TestFiles } from './toy.js'
import type { ViewsPlace } from './views-place.js'

/** Databases of its own on the server of the tests, and logs in files; all removed at the end. */
export class MongoPlace implements ViewsPlace {
  readonly isHeldUpByFrozen = false
  readonly #open: MongoConnection[] = []
  private constructor(readonly uri: string, readonly files: TestFiles, readonly remove: () => Promise<void>) {}

  static async make(server?: string): Promise<MongoPlace> {
    const { uri, remove } = newMongoUnderTest(server)
    return new MongoPlace(uri, await TestFiles.make(), remove)
  }

  get words(): readonly string[] {
    return ['mongodb', this.files.words[1] ?? '', this.uri]
  }

  log(name?: string): Promise<EventLog> {
    return this.files.log(name)
  }

  /** By a client of its own, as another process has. */
  async store(name = 'views', options: Omit<MongoViewStoreOptions, 'database'> = {}): Promise<ViewStore> {
    const database = this.database(name)
    await migrateViews(database)
    return openMongoViewStore({ database, ...options })
  }

  async endLeases(): Promise<void> {
    await this.database().collection('leases').updateMany({}, { $set: { until: new Date(0) } })
  }

  database(name = 'views') {
    const connection = openMongo(this.uri)
    this.#open.push(connection)
    const { databaseName } = connection.database('views')
    return connection.client.db(databaseName.replace(/views$/, name))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const connection of this.#open) await connection.close()
    await this.files[Symbol.asyncDispose]()
    await this.remove()
  }
}
