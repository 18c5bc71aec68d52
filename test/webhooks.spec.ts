import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { v4 } from 'uuid'
import { foldText } from '#vault'
import { until } from '../libs/subscriptions/testing/feed-server.js'
import { ReceiverServer, type Answering } from '../libs/subscriptions/webhooks/testing/receiver-server.js'
import { ApiProcess, type Answer } from './api-process.js'
import { jsonOf, runCli, startCli } from './cli-process.js'
import { openProgramme } from './commands-to-send.js'
import { expectProblem, wrongFields } from './problem-answer.js'
import { projectFolder } from './project.js'
import { secretsOfSample } from './sample-secrets.js'
import { tracesOf } from './traces.js'

interface Shown {
  readonly id: string
  readonly url: string
  readonly state: string
  readonly position: number
  readonly head: number
  readonly lag: number
  readonly retrying?: { readonly attempts: number; readonly failure: { readonly code: string; readonly message: string } }
}

const allowLoopback = { WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8' }

let api: ApiProcess
let manager = ''
const receivers: ReceiverServer[] = []

const startApi = async (): Promise<void> => {
  api = await ApiProcess.start(allowLoopback)
  manager = await api.token({ name: 'Người quản lý', role: 'manager', validDays: 1 })
}
const stopApi = async (): Promise<void> => {
  await api.stop()
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()))
}

const receiverOf = async (answering?: Answering): Promise<ReceiverServer> => {
  const receiver = await ReceiverServer.start(answering)
  receivers.push(receiver)
  return receiver
}

interface Asked {
  readonly method?: string
  readonly token?: string
  readonly body?: unknown
  readonly key?: string
  readonly language?: string
}

const ask = (path: string, { method = 'GET', token = manager, body, key, language = 'vi' }: Asked = {}): Promise<Answer> =>
  api.send(`/webhooks${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'accept-language': language, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(key === undefined ? {} : { 'idempotency-key': key }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

const register = async (body: Readonly<Record<string, unknown>>): Promise<{ readonly webhook: Shown; readonly secret: string }> => {
  const { status, body: made, text } = await ask('', { method: 'POST', body, key: v4() })
  if (status !== 201) throw new Error(text)
  return made as unknown as { readonly webhook: Shown; readonly secret: string }
}
const shownOf = async (id: string): Promise<Shown> => (await ask(`/${id}`)).body as unknown as Shown
const importSmall = async (): Promise<void> => {
  const { code, stderr } = await runCli('import', 'samples/small', '--data-dir', api.dataDir)
  if (code !== 0) throw new Error(stderr)
}
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
/** In order, but for what comes again. */
const firstTimes = (positions: readonly number[]): number[] => positions.filter((position, index) => positions.slice(0, index).every((before) => before < position))

describe('webhooks over HTTP', () => {
  beforeAll(startApi)
  afterAll(stopApi)

  it('are registered, looked at, paused, replayed, rotated, changed and removed', async () => {
    const receiver = await receiverOf()
    const { webhook: { id }, secret } = await register({ url: receiver.url, description: 'Kho số liệu', filter: { types: ['programme-opened'] } })
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
    await api.post('open-programme', openProgramme())
    await until(() => receiver.taken.length === 1)
    const [delivered] = receiver.taken
    expect(new StandardWebhook(secret).verify(delivered?.body ?? '', delivered?.headers as Record<string, string>)).toMatchObject({ type: 'vn.sinhke.programme-opened.v1' })
    while ((await shownOf(id)).lag > 0) await pause(20)
    const { text } = await ask('')
    expect(text).not.toContain(secret.slice(6))
    expect(JSON.parse(text)).toMatchObject({ webhooks: [{ id, url: receiver.url, description: 'Kho số liệu', state: 'active', registered: { by: { role: 'manager' } } }] })

    expect((await ask(`/${id}/pause`, { method: 'POST' })).body).toMatchObject({ state: 'paused' })
    expect((await ask(`/${id}/replay`, { method: 'POST', body: { from: 0 } })).body).toMatchObject({ state: 'paused', position: 0 })
    const rotated = (await ask(`/${id}/rotate-secret`, { method: 'POST', body: { overlapHours: 1 } })).body as unknown as { secret: string }
    const other = await receiverOf()
    expect((await ask(`/${id}`, { method: 'PATCH', body: { url: other.url, description: '' } })).body).toMatchObject({ url: other.url, filter: { types: ['programme-opened'] } })
    expect((await ask(`/${id}/resume`, { method: 'POST' })).status).toBe(200)
    await until(() => other.taken.length === 1)
    for (const each of [secret, rotated.secret]) expect(new StandardWebhook(each).verify(other.taken[0]?.body ?? '', other.taken[0]?.headers as Record<string, string>)).toBeDefined()
    expect(other.taken[0]?.id).toBe(delivered?.id)
    expect((await ask(`/${id}`, { method: 'DELETE' })).status).toBe(204)
    expectProblem(await ask(`/${id}`), 404, 'not-found')
    expect((await ask('')).text).not.toContain(id)
  })

  it('are the same for the same request under its key, and another is refused', async () => {
    const key = v4()
    const body = { url: 'http://127.0.0.1:9009/', from: 0 }
    const [first, again] = [await ask('', { method: 'POST', body, key }), await ask('', { method: 'POST', body, key })]
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.body?.['secret']).toBe(first.body?.['secret'])
    expectProblem(await ask('', { method: 'POST', body: { ...body, from: 'now' }, key }), 409, 'idempotency-key-reused')
    expectProblem(await ask('', { method: 'POST', body }), 400, 'idempotency-key-required')
  })

  it('are a manager\'s; an auditor sees them without what an address ends with, and nobody else does', async () => {
    const { webhook: { id } } = await register({ url: 'http://127.0.0.1:9009/a?token=bi-mat' })
    const auditor = await api.token({ name: 'Kiểm toán', role: 'auditor', validDays: 1 })
    expect((await ask(`/${id}`, { token: auditor })).body).toMatchObject({ url: 'http://127.0.0.1:9009/a?…' })
    expect((await ask('')).text).toContain('bi-mat')
    const writing: readonly (readonly [string, Asked])[] = [
      ['', { method: 'POST', body: { url: 'http://127.0.0.1:9009/' }, key: v4() }], [`/${id}`, { method: 'PATCH', body: {} }], [`/${id}`, { method: 'DELETE' }], [`/${id}/pause`, { method: 'POST' }], [`/${id}/resume`, { method: 'POST' }],
      [`/${id}/replay`, { method: 'POST', body: { from: 0 } }], [`/${id}/rotate-secret`, { method: 'POST' }],
    ]
    for (const role of ['officer', 'auditor', 'service'] as const) {
      const token = await api.token({ name: role, role, validDays: 1 })
      for (const [path, asked] of writing) expectProblem(await ask(path, { ...asked, token }), 403, 'role-may-not-manage-webhooks')
      if (role !== 'auditor') for (const path of ['', `/${id}`]) expectProblem(await ask(path, { token }), 403, 'role-may-not-see-webhooks')
    }
    expectProblem(await ask('', { token: 'a.b.c' }), 401, 'unauthenticated')
    expect(await shownOf(id)).toMatchObject({ state: 'active' })
  })

  it('name every field that is wrong, in the reader\'s language', async () => {
    const wrong: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
      [{}, 'url'], [{ url: 1 }, 'url'], [{ url: 'https://10.0.0.1/' }, 'url'], [{ url: 'https://a:b@c.vn/' }, 'url'], [{ url: 'x' }, 'url'], [{ url: 'https://a.vn', from: -1 }, 'from'], [{ url: 'https://a.vn', from: '1' }, 'from'],
      [{ url: 'https://a.vn', filter: { types: ['không-có'] } }, 'filter.types.0'], [{ url: 'https://a.vn', filter: { types: [] } }, 'filter.types'], [{ url: 'https://a.vn', filter: { tags: ['x'] } }, 'filter.tags.0'],
      [{ url: 'https://a.vn', filter: { unit: 'vn/1' } }, 'filter.unit'], [{ url: 'https://a.vn', secret: 'x' }, 'secret'], [{ url: 'https://a.vn', description: 'a\nb' }, 'description'],
    ]
    for (const [body, field] of wrong) {
      const answer = await ask('', { method: 'POST', body, key: v4() })
      expectProblem(answer, 400, 'malformed-command')
      expect(wrongFields(answer)).toEqual([field])
    }
    expectProblem(await ask('', { method: 'POST', body: { url: 'https://a.vn', from: 1_000 }, key: v4() }), 409, 'beyond-log')
    expect((await ask('', { method: 'POST', body: { url: 'https://10.0.0.1/' }, key: v4(), language: 'en' })).text).toContain('WEBHOOK_PRIVATE_NETWORKS')
    expect((await ask('')).text).not.toMatch(/https:/)
  })

  it('that fail don\'t make the server unwell; their state says why, in the reader\'s language', async () => {
    const receiver = await receiverOf(() => 503)
    await api.post('open-programme', openProgramme())
    const { webhook: { id } } = await register({ url: receiver.url, from: 0 })
    while ((await shownOf(id)).state !== 'retrying') await pause(20)
    const english: unknown = (await ask(`/${id}`, { language: 'en' })).body
    const both = [await shownOf(id), english as Shown]
    expect(both.map(({ retrying }) => retrying?.failure.message)).toEqual([expect.stringContaining('nơi nhận trả lời 503'), expect.stringContaining('the receiver answered 503')])
    const health = await api.send('/health')
    const { isDelivering, webhooks } = health.body?.['webhooks'] as { isDelivering: boolean; webhooks: { retrying: number } }
    expect([health.status, isDelivering, webhooks.retrying > 0]).toEqual([200, true, true])
  })
})

/** Whether headers are as the contract says. */
const describedHeaders = async () => {
  const { components } = JSON.parse(await readFile(join(projectFolder, 'contracts/asyncapi.json'), 'utf8')) as { components: { messages: { delivered: { headers: object } } } }
  return new Ajv2020().compile(components.messages.delivered.headers)
}

describe('webhooks beside a running server', () => {
  beforeEach(startApi)
  afterEach(stopApi)

  it('are managed from the command line', async () => {
    await importSmall()
    const receiver = await receiverOf()
    const run = async (...words: string[]) => {
      const finished = await startCli(['webhooks', ...words, '--data-dir', api.dataDir], allowLoopback).finished
      if (finished.code !== 0) throw new Error(finished.stderr)
      return finished
    }
    const { webhook: { id, head }, secret } = jsonOf<{ webhook: Shown; secret: string }>(await run('add', '--url', receiver.url, '--type', 'recovery-received', '--type', 'event-corrected', '--unit', 'vn-2004/19', '--from', '0', '--json'))
    while ((await shownOf(id)).position < head) await pause(20)
    const came = receiver.taken.length
    expect(new Set(receiver.taken.map(({ body }) => (JSON.parse(body) as { type: string }).type))).toEqual(new Set(['vn.sinhke.recovery-received.v1', 'vn.sinhke.event-corrected.v1']))
    const list = (await run('list')).stdout
    expect(list).toMatch(new RegExp(`^${id} đang gửi +${head} +0 \\d{4}-`, 'm'))
    for (const line of list.trimEnd().split('\n')) expect([...line.normalize('NFC')].length).toBeLessThanOrEqual(100)
    expect((await run('pause', id)).stdout).toContain('tạm dừng')
    await run('resume', id)
    await run('replay', id, '--from', '0')
    await until(() => receiver.taken.length === came * 2)
    const rotated = (await run('rotate', id)).stdout
    expect(/whsec_\S+/.exec(rotated)?.[0]).not.toBe(secret)
    await run('remove', id)
    expect(jsonOf<unknown[]>(await run('list', '--json'))).toEqual([])
    expect((await startCli(['webhooks', 'pause', id, '--data-dir', api.dataDir]).finished).stderr).toMatch(/^Lỗi: .+sinhke webhooks list\nError: /)
  }, 240_000)

  it('hold nothing personal, whatever is delivered of the whole sample', async () => {
    await importSmall()
    const receiver = await receiverOf()
    const { webhook } = await register({ url: receiver.url, from: 0 })
    await until(() => receiver.taken.length === webhook.head)
    const text = receiver.received.map(({ body, headers }) => JSON.stringify(headers) + body).join('\n')
    const isDescribed = await describedHeaders()
    for (const { headers } of receiver.received) expect([isDescribed(headers), isDescribed.errors]).toEqual([true, null])
    const secrets = await secretsOfSample()
    const folded = foldText(text)
    expect(secrets.filter((secret) => folded.includes(foldText(secret)))).toEqual([])
    // Every form is looked for by some: all of them would take minutes.
    expect(tracesOf(secrets.filter((_, index) => index % 20 === 0), Buffer.from(text))).toEqual([])
    expect(text).not.toContain('"sealed"')
    expect(text.split('"type":"vn.sinhke.household-registered.v1"').length).toBeGreaterThan(10)
    // It would be found.
    expect(tracesOf(secrets.slice(0, 1), Buffer.from(`...${secrets[0]}...`))).not.toEqual([])
  }, 240_000)
})

describe('whoever delivers', () => {
  beforeEach(startApi)
  afterEach(stopApi)

  it('may be killed at any moment: every event comes, in order but for repeats', async () => {
    const receiver = await receiverOf((_number, response) => {
      setTimeout(() => response.writeHead(200).end(), Math.random() * 12)
      return undefined
    })
    const { webhook: { id } } = await register({ url: receiver.url, from: 0 })
    await importSmall()
    const head = await api.head()
    for (let kill = 0; kill < 10; kill += 1) {
      await pause(Math.random() * 700)
      await api.killAndStart()
    }
    while ((await shownOf(id)).lag > 0) await pause(50)
    const positions = receiver.received.map(({ position }) => position)
    expect(firstTimes(positions)).toEqual(numbers(head))
    // A kill costs one repeat at most.
    expect(positions.length - head).toBeLessThanOrEqual(10)
    expect(positions.every((position, index) => index === 0 || position - (positions[index - 1] ?? 0) <= 1)).toBe(true)
    const idOf = new Map(receiver.received.map(({ position, id: eventId }) => [position, eventId]))
    expect(receiver.received.every(({ position, id: eventId }) => idOf.get(position) === eventId)).toBe(true)
  }, 240_000)

  it('may be frozen: another goes on, and what wakes up repeats one event at most', async () => {
    let held: (() => void) | undefined
    const receiver = await receiverOf((number, response) => {
      if (number !== 50) return 200
      held = () => response.writeHead(200).end()
      return undefined
    })
    await importSmall()
    const { webhook: { id, head } } = await register({ url: receiver.url, from: 0 })
    await until(() => held !== undefined)
    const standby = await ApiProcess.start({ ...allowLoopback, DATA_DIR: api.dataDir })
    const headers = { authorization: `Bearer ${manager}` }
    process.kill(api.pid ?? 0, 'SIGSTOP')
    const lag = async () => (await standby.send(`/webhooks/${id}`, { headers })).body?.['lag']
    while ((await lag()) !== 0) await pause(50)
    process.kill(api.pid ?? 0, 'SIGCONT')
    held?.()
    await standby.post('open-programme', openProgramme(), { token: manager })
    await until(() => receiver.received.some(({ position }) => position === head + 1))
    while ((await lag()) !== 0) await pause(50)
    const positions = receiver.received.map(({ position }) => position)
    expect(firstTimes(positions)).toEqual(numbers(head + 1))
    // What was on its way when it was frozen, and what it may send before it looks.
    expect(positions.length - head - 1).toBeLessThanOrEqual(2)
    await standby.stop()
  }, 240_000)
})
