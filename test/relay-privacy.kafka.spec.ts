import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Runtime } from '#runtime'
import { positionsOf, readTopic } from '#subscriptions/testing/topic-reader'
import { jsonOf, runCli, temporaryFolder } from './cli-process.js'
import { secretsOfSample } from './sample-secrets.js'
import { testBrokers } from './servers/kafka-under-test.js'
import { tracesOf } from './traces.js'

describe('the whole sample on a topic', () => {
  const topic = `sample-${randomUUID()}`
  let folder = ''
  let head = 0
  const relay = (...words: string[]) => runCli('relay', ...words, '--data-dir', folder)
  beforeAll(async () => {
    folder = await temporaryFolder()
    expect((await runCli('import', 'samples/small', '--data-dir', folder)).code).toBe(0)
    const runtime = await Runtime.open({ dataDir: folder })
    head = await runtime.log.head()
    await runtime.close()
    process.env.KAFKA_BROKERS = testBrokers()
  }, 120_000)
  afterAll(async () => {
    delete process.env.KAFKA_BROKERS
    await rm(folder, { recursive: true })
  })

  it('is there whole when it was published by command, from any position, and goes on where it was', async () => {
    const published = await relay('republish', '--topic', topic, '--json')
    expect({ code: published.code, stderr: published.stderr }).toEqual({ code: 0, stderr: '' })
    expect(jsonOf(published)).toEqual({ topic, position: head })
    expect(jsonOf(await relay('republish', '--topic', topic, '--json'))).toEqual({ topic, position: head })
    expect(positionsOf(await readTopic(testBrokers(), topic))).toEqual(Array.from({ length: head }, (_, index) => index + 1))

    const late = `${topic}-late`
    expect((await relay('republish', '--topic', late, '--from', String(head - 5))).stdout).toContain(`KAFKA_TOPIC=${late}`)
    expect(positionsOf(await readTopic(testBrokers(), late))).toEqual([4, 3, 2, 1, 0].map((left) => head - left))
  }, 120_000)

  it('has no name, citizen number, phone, birth date or reason of anybody in its bytes', async () => {
    const bytes = Buffer.from((await readTopic(testBrokers(), topic)).map(({ key, value, headers }) => [key, value, ...Object.entries(headers).flat()].join('\n')).join('\n'))
    const secrets = await secretsOfSample()
    expect(secrets.length).toBeGreaterThan(400)
    expect(secrets.filter((secret) => bytes.includes(secret) || bytes.includes(secret.normalize('NFD')))).toEqual([])
    // In every form in which each kind could be left behind; for all of them it would take hours.
    expect(tracesOf(secrets.filter((_, index) => index % 25 === 0), bytes)).toEqual([])
  }, 120_000)

  it('can be paused and resumed by command where nobody publishes it yet, and the command says so', async () => {
    expect(jsonOf(await relay('pause', '--topic', topic, '--json'))).toMatchObject({ topic, isPauseWished: true, publishedPosition: head, lag: 0 })
    expect((await relay('status', '--topic', topic)).stdout).toContain(`${topic}: `)
    expect(jsonOf(await relay('resume', '--topic', topic, '--json'))).toMatchObject({ isPauseWished: false })
    const refused = await relay('resume', '--replace', '--topic', topic)
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toMatch(/^Lỗi: .+\nError: .+\n$/s)
  }, 60_000)

  it('is refused into the topic that is being published to', async () => {
    expect((await relay('republish', '--topic', 'sinhke.events.v1')).stderr).toContain('--topic')
  })
})
