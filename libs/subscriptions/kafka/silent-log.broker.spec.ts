import { expect, it } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openSqliteEventLog } from '#event-log/sqlite/index'
import { openSqliteViewStore } from '#read-models/sqlite/sqlite-view-store'
import { startKafka } from '../../../test/servers/kafka.js'
import { openSqliteDeliveryStore } from '../deliveries/sqlite-delivery-store.js'
import { record, submitted } from '../testing/feed-log.js'
import { positionsOf, readTopic, withAdmin } from '../testing/topic-reader.js'
import { relayOf } from './configured-relay.js'
import { markerTopicOf } from './topic-settings.js'

it('a log that was silent for longer than offsets are kept goes on behind its last event', async () => {
  const kafka = await startKafka({ settings: { 'offsets.retention.minutes': '1', 'offsets.retention.check.interval.ms': '500' } })
  const folder = await mkdtemp(join(tmpdir(), 'silent-'))
  const log = await openSqliteEventLog({ file: join(folder, 'log.db') })
  const views = await openSqliteViewStore({ file: join(folder, 'views.db') })
  const settings = { brokers: [kafka.brokers], topic: 'silent', partitions: 1, isTls: false }
  const publish = async (checkpoints: string, upTo: number) => {
    const deliveries = await openSqliteDeliveryStore({ file: join(folder, checkpoints) })
    const relay = relayOf({ log, views, deliveries }, settings)
    const stopping = new AbortController()
    const running = relay.run(stopping.signal)
    while (relay.report.state !== 'publishing' || relay.report.position !== upTo) await wait(50)
    stopping.abort()
    await running
    await deliveries.close()
  }
  const groupId = `sinhke.relay.silent.${await log.incarnation()}`
  const marker = () => withAdmin(kafka.brokers, async (admin) => (await admin.fetchOffsets({ groupId, topics: [markerTopicOf('silent')] }))[0]?.partitions[0]?.offset)
  try {
    await record(log, submitted(1), submitted(2), submitted(3))
    await publish('first.db', 3)
    expect(await marker()).toBe('3')
    while (await marker() !== '-1') await wait(500)
    await record(log, submitted(4), submitted(5))
    // Its checkpoint is gone too.
    await publish('second.db', 5)
    expect(positionsOf(await readTopic(kafka.brokers, 'silent'))).toEqual([1, 2, 3, 4, 5])
  } finally {
    await Promise.all([log.close(), views.close(), kafka.stop()])
    await rm(folder, { recursive: true })
  }
}, 240_000)
