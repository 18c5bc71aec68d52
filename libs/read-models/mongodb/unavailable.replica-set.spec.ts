import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { EventLog } from '#event-log'
import { sleep } from '#platform'
import { startReplicaSet, type ReplicaSet } from '../../../test/servers/replica-set.js'
import { ProjectionEngine } from '../engine.js'
import { MongoPlace } from '../testing/mongo-place.js'
import { until } from '../testing/projecting-child.js'
import { append, note, tinyLimits, toyModel } from '../testing/toy.js'
import { ViewsUnavailable, type ViewStore } from '../view-store.js'

describe('views on a replica set that fails', () => {
  let set: ReplicaSet
  let place: MongoPlace
  let log: EventLog
  let store: ViewStore
  let engine: ProjectionEngine
  let appended = 0

  beforeAll(async () => {
    set = await startReplicaSet({ members: 3, electionTimeoutMs: 2_000 })
    place = await MongoPlace.make(set.uri)
    log = await place.log()
    store = await place.store('views', { timeoutMs: 2_000 })
    engine = new ProjectionEngine({ log, store, models: [toyModel()], leaseMs: 1_000, limits: tinyLimits })
    engine.start()
    await appendSome()
    await until(isCaughtUp)
  }, 120_000)
  afterAll(async () => {
    await engine.stop()
    await place[Symbol.asyncDispose]()
    await set.stop()
  })

  const appendSome = () => append(log, Array.from({ length: 50 }, () => note([`k${appended++ % 17}`], { text: String(appended) })))
  const isCaughtUp = async () => {
    const [status] = await engine.status().catch(() => [])
    return status?.position === await log.head()
  }
  const expectReplay = async () => {
    await until(isCaughtUp)
    expect(await engine.verify('notes')).toMatchObject({ position: await log.head(), documents: 17, differences: 0 })
  }
  /** Appends go on meanwhile, so that there is something to be saved at every moment. */
  const during = async (fault: () => Promise<void>) => {
    const appending = new AbortController()
    const endless = (async () => {
      for (; !appending.signal.aborted; await sleep(20)) await appendSome()
    })()
    try {
      await fault()
    } finally {
      appending.abort()
      for (const member of set.members) await member.signal('SIGCONT')
      await endless
    }
  }

  it('says within a bound that it can not be reached, and goes on by itself when it can', async () => {
    await during(async () => {
      for (const member of set.members) await member.signal('SIGSTOP')
      const answers = await Promise.allSettled([engine.status(), store.builds(), store.getLiveDocument('notes', 'k1'), store.acquireLease('relay', 'me', 1_000)])
      for (const answer of answers) expect(answer).toEqual({ status: 'rejected', reason: expect.any(ViewsUnavailable) })
    })
    await expectReplay()
  }, 120_000)

  it('goes on by itself when the primary freezes for longer than an election, and when it is killed', async () => {
    for (const end of ['SIGSTOP', 'SIGKILL'] as const) {
      await during(async () => {
        const primary = await set.primary()
        await sleep(Math.random() * 300)
        await primary.signal(end)
        await sleep(5_000)
        if (end === 'SIGKILL') await primary.start()
      })
      await expectReplay()
    }
  }, 180_000)

  it('stops in time while it can not be reached', async () => {
    await during(async () => {
      for (const member of set.members) await member.signal('SIGSTOP')
      await engine.stop()
      expect(engine.isLeading).toBe(false)
    })
    await set.primary()
    engine.start()
    await expectReplay()
  }, 120_000)
})
