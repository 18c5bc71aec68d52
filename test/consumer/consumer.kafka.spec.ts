import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { Kafka, logLevel, type Message } from 'kafkajs'
import { eventOfRecord, isKnown, type FeedEvent } from '#client'
import { Runtime } from '#runtime'
import { relayOf, relayStatusOf } from '#subscriptions'
import { readTopic, withAdmin, type ReadRecord } from '../../libs/subscriptions/testing/topic-reader.js'
import { runCli, temporaryFolder } from '../cli-process.js'
import { withConsoleConsumer } from '../servers/kafka-console.js'
import { testBrokers } from '../servers/kafka-under-test.js'
import { blockOf, runText } from '../subscribing-page.js'
import { readByPython } from './python-consumer.js'

const topic = `sample-${randomUUID()}`
let head = 0
let records: readonly ReadRecord[] = []

/** The small sample on a topic, by the relay. */
beforeAll(async () => {
  const dataDir = await temporaryFolder()
  const { code, stderr } = await runCli('import', 'samples/small', '--data-dir', dataDir)
  if (code !== 0) throw new Error(stderr)
  const runtime = await Runtime.open({ dataDir })
  const stopping = new AbortController()
  const relaying = relayOf(runtime, { brokers: [testBrokers()], topic, partitions: 3, isTls: false }).run(stopping.signal)
  head = await runtime.log.head()
  while ((await relayStatusOf({ log: runtime.log, deliveries: runtime.deliveries, topic })).publishedPosition !== head) await wait(50)
  stopping.abort()
  await relaying
  await runtime.close()
  records = await readTopic(testBrokers(), topic)
  await rm(dataDir, { recursive: true })
}, 180_000)

/** What anybody could write onto a topic. */
const write = async (messages: readonly Message[]): Promise<string> => {
  const name = `spoiled-${randomUUID()}`
  await withAdmin(testBrokers(), (admin) => admin.createTopics({ topics: [{ topic: name, numPartitions: 1 }], waitForLeaders: true }))
  const producer = new Kafka({ clientId: 'writer', brokers: [testBrokers()], logLevel: logLevel.NOTHING }).producer()
  await producer.connect()
  await producer.send({ topic: name, messages: [...messages] })
  await producer.disconnect()
  return name
}

const messageOf = ({ key, value, headers }: ReadRecord): Message => ({ key, value, headers: { ...headers } })
const inOrder = (): ReadRecord[] => records.toSorted((one, other) => (one.headers['ce_sequence'] ?? '').localeCompare(other.headers['ce_sequence'] ?? ''))

/** The first events, one of them changed. */
const spoiled = (change: (messages: Message[], index: number) => void): Message[] => {
  const messages = inOrder().slice(0, 60).map(messageOf)
  const index = messages.findIndex(({ headers }, each) => each > 5 && headers?.['ce_type'] === 'vn.sinhke.household-registered.v1')
  if (index === -1) throw new Error('no household among the first events')
  change(messages, index)
  return messages
}
const changed = (message: Message | undefined, change: (data: Record<string, unknown>) => void): void => {
  if (message === undefined) throw new Error('no such message')
  const data = JSON.parse(String(message.value)) as Record<string, unknown>
  change(data)
  message.value = JSON.stringify(data)
}
const headersOf = (message: Message | undefined): Record<string, string | undefined> => message?.headers as Record<string, string | undefined>

describe('a consumer in another language', () => {
  it('gets every event of the log once, in order per key, as the schemas and CloudEvents say', async () => {
    const findings = await readByPython(testBrokers(), topic)
    expect(findings).toMatchObject({ problems: [], problemCount: 0, events: head, lastPosition: head, partitions: 3 })
    expect(findings.types).toBe(new Set(records.map(({ headers }) => headers['ce_type'])).size)
    expect(findings.keys).toBe(new Set(records.map(({ key }) => key)).size)
    expect(head).toBeGreaterThan(300)
  }, 120_000)

  const faults: readonly (readonly [what: string, change: (messages: Message[], index: number) => void, said: RegExp])[] = [
    ['nothing wrong', () => undefined, /^$/],
    ['data that break their schema', (messages, index) => changed(messages[index], (data) => (data['occurredOn'] = 7)), /\$\.occurredOn: 7 is not of type 'string'/],
    ['a day that is none', (messages, index) => changed(messages[index], (data) => (data['occurredOn'] = '2024-02-31')), /\$\.occurredOn: '2024-02-31' is not a 'date'/],
    ['a payload that lacks a field', (messages, index) => changed(messages[index], (data) => delete (data['payload'] as Record<string, unknown>)['householdId']), /'householdId' is a required property/],
    ['a header that is missing', (messages, index) => delete headersOf(messages[index])['ce_id'], /ce_id is missing/],
    ['a time that is none', (messages, index) => (headersOf(messages[index])['ce_time'] = '2024-03-08 02:11:45'), /time is not RFC 3339/],
    ['another CloudEvents version', (messages, index) => (headersOf(messages[index])['ce_specversion'] = '0.3'), /specversion 0\.3/],
    ['an attribute with a wrong name', (messages, index) => (headersOf(messages[index])['ce_Trace-Id'] = 'x'), /'Trace-Id' is not lower-case/],
    ['no schema of its version', (messages, index) => Object.assign(headersOf(messages[index]), { ce_type: 'vn.sinhke.unknown.v1', ce_dataschema: 'urn:sinhke:event:unknown.v1' }), /no schema urn:sinhke:event:unknown\.v1/],
    ['a gap', (messages, index) => messages.splice(index, 1), /positions \d+ to \d+ are missing/],
    ['an event twice', (messages, index) => messages.push(...messages.slice(index, index + 1)), /came before/],
    ['another order within a key', (messages) => messages.reverse(), /behind \d+ of the same key/],
    ['a key that is not the subject', (messages, index) => Object.assign(messages[index] ?? {}, { key: 'other' }), /the key is not the subject/],
  ]
  it.each(faults)('finds %s', async (_what, change, said) => {
    const { problems } = await readByPython(testBrokers(), await write(spoiled(change)))
    expect(problems.join('\n')).toMatch(said)
  })

  it('sees nothing of a transaction that was not committed', async () => {
    const name = await write(spoiled(() => undefined))
    const producer = new Kafka({ clientId: 'aborting', brokers: [testBrokers()], logLevel: logLevel.NOTHING }).producer({ transactionalId: `t-${randomUUID()}`, idempotent: true, maxInFlightRequests: 1 })
    await producer.connect()
    const transaction = await producer.transaction()
    await transaction.send({ topic: name, messages: [{ key: 'x', value: 'never committed' }] })
    await transaction.abort()
    await producer.disconnect()
    expect(await readByPython(testBrokers(), name)).toMatchObject({ problems: [], events: 60 })
  })
})

describe('kafka-console-consumer as docs/subscribing.md tells', () => {
  it('prints every committed record with its key and its headers', async () => {
    const folder = await temporaryFolder()
    await withConsoleConsumer(folder)
    // Printed for a person: what the block reads is the topic that the contracts name, and this broker may have others' there.
    const block = (await blockOf('kafka')).replace('--topic sinhke.events.v1', `--topic ${topic}`)
    expect(block).toContain(topic)
    const lines = (text: string) => text.split('\n').filter((line) => line.startsWith('Partition:'))
    const { output } = await runText(block, { folder, variables: { KAFKA: testBrokers(), PATH: `${folder}:${process.env['PATH'] ?? ''}` } }, (text) => lines(text).length >= head)
    const printed = lines(output).map((line) => line.split('\t'))
    expect(printed).toHaveLength(head)
    const expected = records.map(({ partition, key, value, headers }) => [`Partition:${partition}`, Object.entries(headers).map(([name, text]) => `${name}:${text}`).join(','), key, value])
    expect(printed.map((line) => line.join('\t')).sort()).toEqual(expected.map((line) => line.join('\t')).sort())
    await rm(folder, { recursive: true })
  }, 120_000)
})

describe("the client's reading of records", () => {
  it('knows every record of the topic', () => {
    const events = records.map((record): FeedEvent => eventOfRecord(record))
    expect(events.every(isKnown)).toBe(true)
    expect(events.map(({ data }) => data.position).sort((one, other) => one - other)).toEqual(Array.from({ length: head }, (_, index) => index + 1))
  })
})
