import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SignJWT } from 'jose'
import { v4 } from 'uuid'
import { ApiProcess, type Answer, type SentCommand } from './api-process.js'
import { expectProblem, wrongFields } from './problem-answer.js'
import { sendRaw } from './raw-request.js'

type Fields = Readonly<Record<string, unknown>>

const paper = { number: '90/QĐ-TTg', date: '2022-01-18', issuer: 'Thủ tướng Chính phủ' }
const unit = { codeSet: 'vn-2025', code: '19' }
const programme = (fields: Fields = {}): Fields => ({ occurredOn: '2022-01-18', paper, unit, code: v4(), name: 'Giảm nghèo bền vững', opensOn: '2021-01-01', ...fields })
const capital = (fields: Fields = {}, line: Fields = {}): Fields => ({
  occurredOn: '2023-02-10', paper, unit, programmeId: v4(), budgetYear: 2023,
  fundingLines: [{ component: 'DA3', source: 'central', budgetYear: 2023, amountDong: 490_000_000, ...line }], ...fields,
})
const eventIdsOf = ({ body }: Answer): readonly string[] => ((body?.['events'] ?? []) as readonly { readonly eventId: string }[]).map(({ eventId }) => eventId)

let api: ApiProcess
/** How many commands were answered as newly recorded, each of one event. */
let recorded = 0
let halfSent: Promise<string[]>

const post = async (command: string, fields: unknown, sent: SentCommand = {}): Promise<Answer> => {
  const answer = await api.post(command, fields, sent)
  if (answer.status === 201) recorded += 1
  return answer
}

beforeAll(async () => {
  api = await ApiProcess.start()
  // They wait for the server's patience to end while all other tests run beside them.
  halfSent = Promise.all([
    sendRaw(api.url, 'POST /commands/open-programme HTTP/1.1\r\nHost: localhost\r\nContent-Ty'),
    sendRaw(api.url, `POST /commands/open-programme HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${api.officerToken}\r\nIdempotency-Key: ${v4()}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"occurredOn":`),
  ])
})
afterAll(() => api.stop())

describe('a command', () => {
  it('is recorded once, however often it is sent', async () => {
    const commandId = v4()
    const fields = programme()
    const first = await post('open-programme', fields, { commandId })
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({ repeated: false, events: [{ type: 'programme-opened', subject: expect.stringMatching(/^programme:/) }] })
    const reordered = Object.fromEntries(Object.entries(fields).reverse())
    for (const again of [fields, reordered, { ...fields, name: String(fields['name']).normalize('NFD') }]) {
      const repeat = await post('open-programme', again, { commandId: commandId.toUpperCase() })
      expect(repeat.status).toBe(200)
      expect(repeat.body).toEqual({ ...first.body, repeated: true })
    }
  })

  it('is recorded once when it comes a hundred times at once', async () => {
    const before = await api.head()
    const commandId = v4()
    const fields = programme()
    const answers = await Promise.all(Array.from({ length: 100 }, () => post('open-programme', fields, { commandId })))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(99).fill(200), 201])
    expect(new Set(answers.flatMap(eventIdsOf)).size).toBe(1)
    expect(await api.head()).toBe(before + 1)
  })

  it('wins alone where twenty ask for the same code at once', async () => {
    const fields = programme()
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('open-programme', fields)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(422)])
  })

  it('that a rule refuses is told in Vietnamese, or in English to who prefers it', async () => {
    const fields = programme({ name: 'Chương trình thứ nhất' })
    await post('open-programme', fields)
    const languages = { '': 'vi', en: 'en', 'en-GB,vi;q=0.5': 'en', 'vi,en;q=0.9': 'vi', 'fr;q=1': 'vi', ';;q=,,': 'vi' }
    for (const [wanted, language] of Object.entries(languages)) {
      const answer = await post('open-programme', fields, { headers: { 'accept-language': wanted } })
      expectProblem(answer, 422, 'programme-code-taken')
      expect(answer.headers.get('content-language')).toBe(language)
      expect(answer.body).toMatchObject({ facts: { code: fields['code'] }, detail: expect.stringContaining(language === 'en' ? 'already names' : 'đã là của') })
    }
  })
})

describe('an Idempotency-Key', () => {
  it.each(['', 'not-a-uuid', '1234', `${v4()}0`, `${v4()}, ${v4()}`, 'x'.repeat(5_000)])('has to be a UUID, not "%s"', async (commandId) => {
    expectProblem(await post('open-programme', programme(), { commandId }), 400, 'idempotency-key-required')
  })

  it('belongs to one command of one person', async () => {
    const commandId = v4()
    const fields = programme()
    await post('open-programme', fields, { commandId })
    const token = await api.token({ name: 'Người khác', role: 'officer', validDays: 1 })
    expectProblem(await post('open-programme', { ...fields, name: 'Tên khác' }, { commandId }), 409, 'idempotency-key-reused')
    expectProblem(await post('assign-capital', capital(), { commandId }), 409, 'idempotency-key-reused')
    expectProblem(await post('open-programme', fields, { commandId, token }), 409, 'idempotency-key-reused')
  })
})

describe('a malformed command', () => {
  const amounts = ['490000000', 1e30, -1, 0, 1.5, 9_007_199_254_740_993, true, null, [], {}, [1]]
  it.each(amounts)('names an amount of %j', async (amountDong) => {
    const answer = await post('assign-capital', capital({}, { amountDong }))
    expectProblem(answer, 400, 'malformed-command')
    expect(wrongFields(answer)).toEqual(['fundingLines.0.amountDong'])
  })

  it.each(['1e400', '-1e400', '1E30', '-0.0', '0x10'])('does not take %s for an amount', async (number) => {
    const answer = await post('assign-capital', JSON.stringify(capital({}, { amountDong: 4711 })).replace('4711', number))
    expect(answer.status).toBe(400)
  })

  it.each(['2023-02-30', '2023-13-01', '2023-00-10', '0000-00-00', '2023-2-3', ' 2023-02-10', '2023-02-10T00:00:00Z', '10/02/2023', '', 20_230_210, null, {}])('names the day %j, which does not exist', async (occurredOn) => {
    const answer = await post('open-programme', programme({ occurredOn }))
    expectProblem(answer, 400, 'malformed-command')
    expect(wrongFields(answer)).toEqual(['occurredOn'])
  })

  const strangeTexts = { empty: '', blank: '   ', NUL: 'a\0b', newline: 'a\nb', 'a lone surrogate': 'a\ud800b', 'a low surrogate first': '\udc00\ud800', long: 'ă'.repeat(201), 'an escape': '\u001b[31m', number: 7, list: ['a'], object: { a: 1 } }
  it.each(Object.entries(strangeTexts))('names a text that is %s', async (_kind, name) => {
    const answer = await post('open-programme', programme({ name }))
    expectProblem(answer, 400, 'malformed-command')
    expect(wrongFields(answer)).toEqual(['name'])
  })

  it.each(['nonsense', 'programmeId', 'constructor', 'hasOwnProperty', 'toString', 'commandId', ''])('names the unknown field "%s"', async (field) => {
    const answer = await post('open-programme', programme({ [field]: 'x' }))
    expectProblem(answer, 400, 'malformed-command')
    expect(wrongFields(answer)).toEqual([field])
  })

  it('names every field that is wrong, with its label in the language of the reader', async () => {
    const answer = await post('open-programme', programme({ occurredOn: 'x', name: 1, code: undefined, nonsense: 1, paper: { number: '', date: '2022-02-31', issuer: 'x', extra: 1 }, unit: 'x' }), { headers: { 'accept-language': 'en' } })
    expectProblem(answer, 400, 'malformed-command')
    expect(wrongFields(answer)).toEqual(['code', 'name', 'nonsense', 'occurredOn', 'paper.date', 'paper.extra', 'paper.number', 'unit'])
    expect(answer.body?.['errors']).toContainEqual({ field: 'occurredOn', label: 'Day on which it happened', message: expect.stringContaining('YYYY-MM-DD') })
  })
})

describe('a body', () => {
  const bracketed = (depth: number): string => JSON.stringify(programme({ name: 'N' })).replace('"N"', '['.repeat(depth) + ']'.repeat(depth))
  const bodies: readonly (readonly [string, string | Uint8Array, number, string])[] = [
    ['nothing', '', 400, 'body-not-json'],
    ['half of JSON', '{"occurredOn":"2022-01-18"', 400, 'body-not-json'],
    ['JSON with a comma too many', '{"a":1,}', 400, 'body-not-json'],
    ['null', 'null', 400, 'malformed-command'],
    ['a number', '1', 400, 'malformed-command'],
    ['a list', '[]', 400, 'malformed-command'],
    ['a __proto__', '{"__proto__":{"isAdmin":true}}', 400, 'body-not-json'],
    ['an escaped __proto__', '{"\\u005f_proto__":{"isAdmin":true}}', 400, 'body-not-json'],
    ['a constructor with a prototype', '{"constructor":{"prototype":{"isAdmin":true}}}', 400, 'body-not-json'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]), 400, 'body-not-utf8'],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le'), 400, 'body-not-json'],
    ['a thousand nested lists', bracketed(1_000), 400, 'body-too-deep'],
    ['half a million nested lists', bracketed(500_000), 400, 'body-too-deep'],
    ['a hundred thousand nested objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000), 400, 'body-too-deep'],
  ]
  it.each(bodies)('of %s is refused', async (_what, body, status, code) => {
    expectProblem(await post('open-programme', body), status, code)
    expect(({} as Fields)['isAdmin']).toBeUndefined()
  })

  it('of 50 MB is refused as soon as it says so, or has sent too much', async () => {
    const request = `POST /commands/open-programme HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${api.officerToken}\r\nIdempotency-Key: ${v4()}\r\nContent-Type: application/json\r\n`
    const announced = `${request}Content-Length: 50000000\r\n\r\n{"name":"`
    const chunked = `${request}Transfer-Encoding: chunked\r\n\r\n${`10000\r\n${'x'.repeat(65_536)}\r\n`.repeat(17)}`
    for (const text of [announced, chunked]) expect(await sendRaw(api.url, text)).toMatch(/^HTTP\/1\.1 413 [^]*"code":"body-too-large"/)
    // One who goes on sending may find the connection closed before he reads the answer.
    const whole = await post('open-programme', JSON.stringify({ name: 'x'.repeat(50_000_000) })).catch(() => undefined)
    expect([413, undefined]).toContain(whole?.status)
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', 'application/jsonp', 'nonsense', ''])('of type "%s" is refused', async (type) => {
    expectProblem(await post('open-programme', JSON.stringify(programme()), { headers: { 'content-type': type } }), 415, 'not-json')
  })
})

describe('a token', () => {
  const signed = async (claims: Fields, { key, algorithm = 'HS256', expires = '1 day' }: { key?: Uint8Array; algorithm?: string; expires?: string | undefined } = {}): Promise<string> => {
    const token = new SignJWT(claims).setProtectedHeader({ alg: algorithm }).setSubject(v4()).setIssuedAt()
    return (expires === '' ? token : token.setExpirationTime(expires)).sign(key ?? (await api.vault.secret('token-signing')))
  }
  const encoded = (part: Fields): string => Buffer.from(JSON.stringify(part)).toString('base64url')
  const claims = { sub: v4(), role: 'officer', exp: 4_102_444_800 }
  const forgeries: Readonly<Record<string, () => string | Promise<string>>> = {
    'is missing': () => '',
    'is nonsense': () => 'nonsense',
    'has expired': () => signed({ role: 'officer' }, { expires: '1 minute ago' }),
    'never expires': () => signed({ role: 'officer' }, { expires: '' }),
    'has no role': () => signed({}),
    'is signed by another key': () => signed({ role: 'officer' }, { key: new Uint8Array(32) }),
    'is signed by an empty key of another algorithm': () => signed({ role: 'officer' }, { key: new Uint8Array(64), algorithm: 'HS512' }),
    'is not signed (alg none)': () => `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
    'says alg none beside a signature': () => `${encoded({ alg: 'none' })}.${encoded(claims)}.${encoded({})}`,
    'lets an auditor call himself officer': async () => {
      const [head, , signature] = (await api.token({ name: 'Kiểm toán viên', role: 'auditor', validDays: 1 })).split('.')
      return [head, encoded(claims), signature].join('.')
    },
    'had its signature cut': async () => (await signed({ role: 'officer' })).slice(0, -4),
    'is very long': () => `${encoded({ alg: 'HS256' })}.${'a'.repeat(10_000)}.b`,
  }
  it.each(Object.entries(forgeries))('that %s opens nothing', async (_what, forge) => {
    const token = await forge()
    const answer = await post('open-programme', programme(), { token })
    expectProblem(answer, 401, 'unauthenticated')
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  })

  it('is taken only from the Authorization header, as Bearer', async () => {
    expectProblem(await post('open-programme', programme(), { token: '', headers: { authorization: `Basic ${api.officerToken}` } }), 401, 'unauthenticated')
    expectProblem(await post(`open-programme?access_token=${api.officerToken}`, programme(), { token: '', headers: { cookie: `token=${api.officerToken}` } }), 401, 'unauthenticated')
  })

  it.each(['auditor', 'service'] as const)('of the role %s records nothing', async (role) => {
    const token = await api.token({ name: 'Người chỉ xem', role, validDays: 1 })
    expectProblem(await post('open-programme', programme(), { token }), 403, 'role-may-not-record')
  })

  it('of a manager records', async () => {
    const token = await api.token({ name: 'Lãnh đạo xã', role: 'manager', validDays: 1 })
    expect((await post('open-programme', programme(), { token })).status).toBe(201)
  })
})

describe('a route', () => {
  it('is open only where it is about health or the OpenAPI document', async () => {
    const { body } = await api.send('/openapi.json')
    const paths = Object.entries(body?.['paths'] as Readonly<Record<string, Fields>>)
    const routes = paths.flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ path: path.replaceAll(/\{.+?\}/g, v4()), method: method.toUpperCase() })))
    const open: string[] = []
    for (const { path, method } of routes) {
      const answer = await api.send(path, { method })
      if (answer.status === 401) expectProblem(answer, 401, 'unauthenticated')
      else open.push(path)
    }
    expect(open).toEqual(['/health'])
    expect(routes.length).toBeGreaterThan(5)
  })

  it.each(['/nowhere', '/commands', '/commands/', '/commands/delete-everything', '/commands/open-programme/x', '/..%2f..%2fetc%2fpasswd', '/%00', '//', '/openapi.json/', '/docs', `/${'a'.repeat(10_000)}`])('that does not exist is not found: %s', async (path) => {
    expectProblem(await api.send(path, { headers: { authorization: `Bearer ${api.officerToken}` } }), 404, 'not-found')
  })

  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])('of a command is not for %s', async (method) => {
    const answer = await api.send('/commands/open-programme', { method })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST')
    if (method !== 'HEAD') expectProblem(answer, 405, 'method-not-allowed')
  })

  it('of health answers HEAD without a body', async () => {
    const answer = await api.send('/health', { method: 'HEAD' })
    expect([answer.status, answer.text]).toEqual([200, ''])
  })
})

describe('a question about rotation', () => {
  const ask = (path: string) => api.send(path, { headers: { authorization: `Bearer ${api.officerToken}` } })

  it('is answered with nothing while nothing is owed', async () => {
    const { status, body } = await ask('/recoveries?from=2025-01-01&to=2025-12-31&late=true')
    expect(status).toBe(200)
    expect(body).toMatchObject({ from: '2025-01-01', to: '2025-12-31', totals: { due: { dong: 0, animals: {} }, lateObligations: 0 }, rows: [], position: expect.any(Number) })
  })

  it('that makes no sense is told so, parameter by parameter', async () => {
    const answer = await ask('/recoveries?from=2025-02-30&unit=x&project=7&late=1')
    expectProblem(answer, 400, 'malformed-query')
    expect(wrongFields(answer).sort()).toEqual(['from', 'late', 'project', 'unit'])
  })

  it('of a project that is not there is not found', async () => {
    expectProblem(await ask(`/projects/${v4()}/pool`), 404, 'not-found')
    expectProblem(await ask('/projects/x/pool'), 404, 'not-found')
  })
})

describe('a request that is none', () => {
  it.each(['/%zz', '/health%c0%af'])('with the broken URL %s is told so', async (path) => {
    expectProblem(await api.send(path), 400, 'bad-request')
  })

  it('with a very long URL or very long headers is told so', async () => {
    expectProblem(await api.send(`/health?${'a'.repeat(100_000)}`), 431, 'headers-too-large')
    expectProblem(await api.send('/health', { headers: { 'x-long': 'a'.repeat(100_000) } }), 431, 'headers-too-large')
  })

  const broken = {
    'no HTTP': 'NONSENSE\r\n\r\n',
    'an unknown method': 'FOO /health HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'two lengths': 'POST /commands/open-programme HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
    'a length beside chunks': 'POST /commands/open-programme HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'a NUL in a header': 'GET /health HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n',
  }
  it.each(Object.entries(broken))('since it has %s is told so, and its connection is closed', async (_what, text) => {
    const [head = '', body = ''] = (await sendRaw(api.url, text)).split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 400 [^]*application\/problem\+json/)
    expect(JSON.parse(body)).toMatchObject({ status: 400, code: 'bad-request' })
  })
})

describe('the server', () => {
  it('listens on the loopback address alone unless HOST says otherwise', async () => {
    const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []).filter(({ internal, family }) => !internal && family === 'IPv4')
    const everywhere = await ApiProcess.start({ HOST: '0.0.0.0' })
    const isReached = (url: string, address: string) => fetch(`http://${address}:${new URL(url).port}/health`).then(({ ok }) => ok, () => false)
    try {
      expect(new URL(api.url).hostname).toBe('127.0.0.1')
      for (const { address } of addresses) {
        expect(await isReached(api.url, address)).toBe(false)
        expect(await isReached(everywhere.url, address)).toBe(true)
      }
    } finally {
      await everywhere.stop()
    }
  })

  it('ends requests that are sent by halves', async () => {
    for (const answer of await halfSent) {
      const [head = '', body = ''] = answer.split('\r\n\r\n')
      expect(head).toMatch(/^HTTP\/1\.1 408 /)
      expect(JSON.parse(body)).toMatchObject({ status: 408, code: 'request-timeout' })
    }
  })

  it('is still well, has stored nothing but what it said, and has met no error of its own', async () => {
    const { status, body } = await api.send('/health')
    expect([status, body?.['status']]).toEqual([200, 'ok'])
    expect(await api.head()).toBe(recorded)
    expect(api.output).not.toMatch(/error/i)
  })
})
