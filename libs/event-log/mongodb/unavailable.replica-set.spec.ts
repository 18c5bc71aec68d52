import { describe, expect, it } from '@jest/globals'
import { openMongo } from '#platform'
import { newMongoUnderTest } from '../../../test/servers/mongo-under-test.js'
import { startReplicaSet } from '../../../test/servers/replica-set.js'
import { eventsOf, toyCommit } from '../contract/toy-commit.js'
import { LogUnavailable } from '../errors.js'
import { migrateEventLog, openMongoEventLog } from './index.js'

describe('a log whose server does not answer', () => {
  it('says that it is unavailable, whatever it is asked, and goes on when the server does', async () => {
    const set = await startReplicaSet()
    const { uri } = newMongoUnderTest(set.uri)
    const [mongo, later] = [openMongo(uri), openMongo(uri)]
    try {
      await migrateEventLog(mongo.database('log'))
      const log = await openMongoEventLog({ database: mongo.database('log') })
      await log.append(toyCommit([['a']]))
      await set.members[0]?.signal('SIGSTOP')
      const asked = [
        openMongoEventLog({ database: later.database('log') }), log.head(), eventsOf(log), log.findEvent(toyCommit([]).commandId), log.positionAt('2026-01-01T00:00:00.000Z'),
        log.findOutcomes([toyCommit([])]), log.incarnation(), log.successor(), log.verify(),
      ]
      const reasons = (await Promise.allSettled(asked)).map((result) => (result.status === 'rejected' ? result.reason : result.value))
      expect(reasons).toEqual(asked.map(() => expect.any(LogUnavailable)))
      await set.members[0]?.signal('SIGCONT')
      expect(await log.head()).toBe(1)
      await log.close()
    } finally {
      await Promise.all([mongo.close(), later.close()])
      await set.stop()
    }
  }, 120_000)
})
