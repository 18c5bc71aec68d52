import { openMongo } from '#platform'
import { newMongoUnderTest } from '../../../../test/servers/mongo-under-test.js'
import type { OpenOptions } from '../../contract/describe-event-log.js'
import type { MovablePlace } from '../../contract/moving-promises.js'
import type { MovableLog } from '../../movable-log.js'
import { openMongoEventLog } from '../mongo-event-log.js'
import { migrateEventLog } from '../schema.js'

export interface MongoPlace extends MovablePlace {
  readonly uri: string
}

/** Test support: a log in databases of its own on the server of the tests; every handle has a client of its own. */
export async function newMongoPlace(server?: string): Promise<MongoPlace> {
  const place = newMongoUnderTest(server)
  const closings: (() => Promise<void>)[] = []
  const connect = () => {
    const mongo = openMongo(place.uri)
    closings.push(() => mongo.close())
    return mongo.database('log')
  }
  await migrateEventLog(connect())
  return {
    uri: place.uri,
    async open({ clock }: OpenOptions = {}): Promise<MovableLog> {
      // A test that sets the clock sets the server's too.
      const log = await openMongoEventLog({ database: connect(), ...(clock && { clock, serverClock: async () => clock() }) })
      closings.unshift(() => log.close())
      return log
    },
    async remove() {
      for (const close of closings) await close()
      await place.remove()
    },
  }
}
