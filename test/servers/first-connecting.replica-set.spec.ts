import { expect, it } from '@jest/globals'
import { openMongo } from '#platform'
import { startReplicaSet } from './replica-set.js'

it('lets a client whose first connecting failed connect when the servers are back', async () => {
  const set = await startReplicaSet()
  const mongo = openMongo(set.uri)
  try {
    await set.members[0]?.signal('SIGSTOP')
    const ping = () => mongo.database('log').command({ ping: 1 })
    await expect(ping()).rejects.toThrow()
    await set.members[0]?.signal('SIGCONT')
    await set.primary()
    expect(await ping()).toMatchObject({ ok: 1 })
  } finally {
    await mongo.close()
    await set.stop()
  }
}, 120_000)
