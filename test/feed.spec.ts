import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { foldText } from '#vault'
import { StreamReader, until } from '../libs/subscriptions/testing/feed-server.js'
import { ApiProcess, type Answer } from './api-process.js'
import { runCli } from './cli-process.js'
import { expectProblem, wrongFields } from './problem-answer.js'
import { secretsOfSample } from './sample-secrets.js'
import { tracesOf } from './traces.js'

interface Published {
  readonly id: string
  readonly type: string
  readonly incarnation: string
  readonly data: { readonly position: number; readonly tags: readonly string[] }
}

interface Page {
  readonly events: readonly Published[]
  readonly next: number
  readonly head: number
  readonly incarnation: string
}

let api: ApiProcess
let token = ''
let all: Page

const ask = (query: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => api.send(`/events${query}`, { headers: { authorization: `Bearer ${token}`, ...headers } })
const pageOf = async (query: string): Promise<Page> => {
  const { status, body, text } = await ask(query)
  if (status !== 200) throw new Error(text)
  return body as unknown as Page
}
const openStream = (query = '', headers: Readonly<Record<string, string>> = {}): Promise<StreamReader> => StreamReader.open(`${api.url}/events${query}`, { authorization: `Bearer ${token}`, ...headers })

beforeAll(async () => {
  api = await ApiProcess.start()
  token = await api.token({ name: 'Kho dữ liệu', role: 'service', validDays: 1 })
  const { code, stderr } = await runCli('import', 'samples/small', '--data-dir', api.dataDir)
  if (code !== 0) throw new Error(stderr)
  all = await pageOf('?limit=1000')
})
afterAll(() => api.stop())

describe('GET /events', () => {
  it('gives every event in position order, once', async () => {
    expect(all.head).toBeGreaterThan(300)
    expect(all).toMatchObject({ next: all.head, incarnation: all.events[0]?.incarnation })
    expect(all.events.map(({ data }) => data.position)).toEqual(Array.from({ length: all.head }, (_, index) => index + 1))
    const found: Published[] = []
    for (let after = 0; after < all.head; ) {
      const { events, next } = await pageOf(`?after=${after}&limit=70`)
      found.push(...events)
      after = next
    }
    expect(found).toEqual(all.events)
  })

  it('gives those of a type, a tag and a unit, or of several types and tags', async () => {
    const isOfType = (type: string) => (published: Published) => published.type === `vn.sinhke.${type}.v1`
    const project = all.events.find(isOfType('project-proposed'))?.data.tags.find((tag) => tag.startsWith('project:')) ?? ''
    const ids = async (query: string): Promise<string[]> => (await pageOf(`${query}&limit=1000`)).events.map(({ id }) => id)
    const idsOf = (events: readonly Published[]): string[] => events.map(({ id }) => id)
    expect(await ids('?type=recovery-received')).toEqual(idsOf(all.events.filter(isOfType('recovery-received'))))
    expect(await ids(`?tag=${project}`)).toEqual(idsOf(all.events.filter(({ data }) => data.tags.includes(project))))
    const several = all.events.filter((published) => isOfType('recovery-received')(published) || isOfType('event-corrected')(published))
    expect(several.length).toBeGreaterThan(5)
    expect(await ids('?type=recovery-received&type=event-corrected')).toEqual(idsOf(several))
    const commune = await ids('?unit=vn-2004:05680')
    expect(commune.length).toBeGreaterThan(10)
    // The commune lies in the district, and that in the province.
    for (const above of ['vn-2004/169', 'vn-2004/19']) expect(await ids(`?unit=${above}`)).toEqual(expect.arrayContaining(commune))
    expect((await ids('?unit=vn-2004/169')).length).toBeLessThan((await ids('?unit=vn-2004/19')).length)
  })

  it('needs a token, of any role', async () => {
    expectProblem(await api.send('/events'), 401, 'unauthenticated')
    expectProblem(await api.send('/events', { headers: { accept: 'text/event-stream' } }), 401, 'unauthenticated')
    for (const role of ['officer', 'manager', 'auditor'] as const) {
      expect((await ask('?limit=1', { authorization: `Bearer ${await api.token({ name: 'Ai đó', role, validDays: 1 })}` })).status).toBe(200)
    }
  })

  it.each([
    ['after', ['-1', '1.5', 'x', '', '9999999999999999', '1e3', '+1', ' 1']],
    ['limit', ['0', '1001', 'x', '-1', '']],
    ['type', ['recovery', '', 'constructor', 'recovery-received,event-corrected']],
    ['tag', ['project', '', ':x', 'project:', 'project:a%00', `project:${'a'.repeat(300)}`]],
    ['unit', ['19', '', 'a/b/c', '/19', 'vn-2025/']],
    ['incarnation', ['', 'a b', 'x'.repeat(65)]],
    ['nonsense', ['1']],
  ])('names a malformed %s', async (parameter, values) => {
    for (const value of values) {
      const answer = await ask(`?${parameter}=${value}`)
      expectProblem(answer, 400, 'malformed-query')
      expect(wrongFields(answer)).toEqual([parameter])
    }
  })

  it('names each that is malformed or said twice, to streams too', async () => {
    const answer = await ask('?after=x&limit=0&type=x&tag=x&unit=x&incarnation=%20&nonsense=1', { accept: 'text/event-stream' })
    expectProblem(answer, 400, 'malformed-query')
    expect(wrongFields(answer)).toEqual(['after', 'incarnation', 'limit', 'nonsense', 'tag', 'type', 'unit'])
    expect(wrongFields(await ask('?after=1&after=2&unit=vn-2004/19&unit=vn-2004/20'))).toEqual(['after', 'unit'])
    for (const id of ['x', '1.2.3', 'a b.1', '-1', `${all.incarnation}.`]) expect(wrongFields(await ask('', { accept: 'text/event-stream', 'last-event-id': id }))).toEqual(['Last-Event-ID'])
  })

  it('tells whose place is of another incarnation, or behind the end of the log', async () => {
    const stream = { accept: 'text/event-stream' }
    const replaced = [await ask('?after=5&incarnation=other'), await ask('?after=5&incarnation=other', stream), await ask('', { ...stream, 'last-event-id': 'other.5' })]
    for (const answer of replaced) {
      expectProblem(answer, 410, 'log-replaced')
      expect(answer.body?.['facts']).toEqual({ incarnation: all.incarnation })
    }
    for (const answer of [await ask(`?after=${all.head + 1}`), await ask('', { ...stream, 'last-event-id': `${all.incarnation}.${all.head + 1}` })]) expectProblem(answer, 409, 'beyond-log')
    expect(await pageOf(`?after=${all.head}&incarnation=${all.incarnation}`)).toEqual({ events: [], next: all.head, head: all.head, incarnation: all.incarnation })
  })
})

describe('the stream of events', () => {
  it('gives what the pages give, under ids by which it goes on', async () => {
    const reader = await openStream()
    await until(() => reader.place === all.head)
    expect(reader.events.map(({ data }) => JSON.parse(data) as Published)).toEqual(all.events)
    expect(reader.events.map(({ id, type }) => [id, type])).toEqual(all.events.map(({ type, data }) => [`${all.incarnation}.${data.position}`, type.split('.')[2]]))
    expect(reader.retryMs).toBe(3_000)
    reader.cut()
    // A reader comes again with the address that it had: what it got last counts.
    const again = await openStream('?after=3', { 'last-event-id': `${all.incarnation}.${all.head - 2}` })
    await until(() => again.place === all.head)
    expect(again.positions).toEqual([all.head - 1, all.head])
    again.cut()
  })

  it('is kept back by no cache and no proxy', async () => {
    const response = await fetch(`${api.url}/events`, { headers: { authorization: `Bearer ${token}`, accept: 'text/html;q=0.1, text/event-stream' } })
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' })
    await response.body?.cancel()
    for (const accept of ['*/*', 'application/json', 'text/event-stream;q=0', 'text/event-streams']) expect((await ask('?limit=1', { accept })).headers.get('content-type')).toMatch(/^application\/json/)
    expect((await api.send('/events', { method: 'HEAD', headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' } })).status).toBe(200)
  })

  it('tells at once what this server or another process records', async () => {
    const reader = await openStream(`?after=${all.head}&type=programme-opened`)
    const paper = { number: '90/QĐ-TTg', date: '2022-01-18', issuer: 'Thủ tướng Chính phủ' }
    const { body } = await api.post('open-programme', { occurredOn: '2022-01-18', paper, unit: { codeSet: 'vn-2025', code: '19' }, code: 'MOI-1', name: 'Chương trình mới', opensOn: '2021-01-01' })
    await until(() => reader.events.length === 1)
    expect(reader.place).toBe(body?.['position'])
    reader.cut()
  })
})

describe('what is personal', () => {
  it('stands in no page and in no line of the stream', async () => {
    const secrets = await secretsOfSample()
    expect(secrets.length).toBeGreaterThan(200)
    const reader = await openStream()
    await until(() => reader.place >= all.head)
    reader.cut()
    for (const text of [(await ask('?limit=1000')).text, reader.text]) {
      const folded = foldText(text)
      expect(secrets.filter((secret) => folded.includes(foldText(secret)))).toEqual([])
      // Every form is looked for by some: all of them would take minutes.
      expect(tracesOf(secrets.filter((_, index) => index % 20 === 0), Buffer.from(text))).toEqual([])
      expect(text).not.toContain('"sealed"')
      expect(text).toContain('household-registered')
    }
    // They would be found, and the log does hold them, sealed.
    expect(tracesOf(secrets, Buffer.from(`...${secrets[0]}...`))).not.toEqual([])
    const exported = await runCli('events', '--json', '--data-dir', api.dataDir)
    expect(exported.stdout).toContain('"sealed"')
  })
})

describe('a server that is stopped', () => {
  it('ends its streams behind a whole event, and is gone', async () => {
    const other = await ApiProcess.start()
    const reader = await StreamReader.open(`${other.url}/events`, { authorization: `Bearer ${other.officerToken}` })
    await other.end()
    await until(() => reader.ended)
    expect(reader.text).toMatch(/\n\n$/)
    await other.stop()
  })
})
