import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ApiProcess, type Answer } from './api-process.js'
import { expectProblem } from './problem-answer.js'

type Fields = Readonly<Record<string, unknown>>

const province = { codeSet: 'vn-2025', code: '19' }
const commune = { codeSet: 'vn-2025', code: '05551' }
const paper = (number: string, date: string) => ({ number, date, issuer: 'UBND <b>xã</b>' })
const hostile = '<script>alert("Triệu")</script>'
const household = (name: string): Fields => ({ unit: commune, village: `Xóm "><img src=x onerror='alert(1)'>`, members: [{ relation: 'head', name }] })
const unit = { occurredOn: '2021-01-01', paper: paper('124/QĐ-TTg', '2004-07-08'), level: 'province', areaKind: 'other', validFrom: '2004-07-08' }

let api: ApiProcess
let householdId: string

const recorded = async (command: string, fields: Fields): Promise<{ readonly subjectId: string; readonly eventId: string; readonly position: number }> => {
  const { status, body, text } = await api.post(command, fields)
  if (status !== 201) throw new Error(text)
  const { position, events } = body as unknown as { position: number; events: readonly { eventId: string; subject: string }[] }
  return { position, eventId: events[0]?.eventId ?? '', subjectId: events[0]?.subject.split(':')[1] ?? '' }
}

/** A household that was first written under a plain name, and then put right to a hostile one: event 4 of the log. */
beforeAll(async () => {
  api = await ApiProcess.start()
  await recorded('register-unit', { ...unit, unit: province, name: 'Tỉnh Thái Nguyên' })
  await recorded('register-unit', { ...unit, unit: commune, name: 'Xã <i>Văn Hán</i>', level: 'commune', parent: province })
  const { subjectId, eventId } = await recorded('register-household', { occurredOn: '2022-12-20', paper: paper('15/BC-UBND', '2022-12-20'), ...household('Triệu Thị Sính') })
  await recorded('correct-event', { eventId, paper: paper('02/KL', '2024-05-06'), finding: 'Sai tên <u>chủ hộ</u>', replacement: household(hostile) })
  householdId = subjectId
})
afterAll(() => api.stop())

const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => api.send(path, { headers: { authorization: `Bearer ${api.officerToken}`, ...headers } })
const history = (query: string, headers?: Readonly<Record<string, string>>) => get(`/households/${householdId}/history${query}`, headers)
const html = { accept: 'text/html' }
const typeOf = ({ headers }: Answer) => headers.get('content-type')

describe('a history over HTTP', () => {
  it('is a page for who asks for HTML, and JSON for everybody else', async () => {
    for (const accept of ['text/html', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8']) expect(typeOf(await history('', { accept }))).toBe('text/html; charset=utf-8')
    for (const accept of ['*/*', 'application/json', 'application/json, text/html', 'image/png', 'text/html;q=0.1, application/json', '']) {
      const answer = await history('', { accept })
      expect([answer.status, typeOf(answer), answer.body?.['householdId']]).toEqual([200, 'application/json; charset=utf-8', householdId])
    }
    expect((await history('')).headers.get('vary')).toBe('accept, accept-language')
    // There are no other pages.
    expect(typeOf(await get('/projects', html))).toMatch(/^application\/json/)
  })

  it('as a page escapes whatever people wrote, and lets nothing run', async () => {
    const { status, text, headers } = await history('', html)
    expect(status).toBe(200)
    expect(text).toContain('<h1>Lịch sử hỗ trợ sinh kế của hộ &lt;script&gt;alert(&quot;Triệu&quot;)&lt;/script&gt;</h1>')
    expect(text).toContain('Xóm &quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;, Xã &lt;i&gt;Văn Hán&lt;/i&gt;')
    expect(text).toContain('Căn cứ: Sai tên &lt;u&gt;chủ hộ&lt;/u&gt;.')
    expect(text).not.toMatch(/<(script|img|i|u|b)\b/)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+=*'; /)
    expect([headers.get('x-content-type-options'), headers.get('cache-control'), headers.get('vary')]).toEqual(['nosniff', 'no-store', 'accept, accept-language'])
  })

  it('as a page is in the language of the reader', async () => {
    const english = await history('', { ...html, 'accept-language': 'en' })
    expect([english.headers.get('content-language'), /<html lang="..">/.exec(english.text)?.[0]]).toEqual(['en', '<html lang="en">'])
    expect(english.text).toContain('The household was registered in')
    expect((await history('', html)).text).toContain('Hộ được ghi sổ tại')
  })

  it('as a page stands for the day and the position that were asked for', async () => {
    const before = await history('?knownAt=3&asOf=2023-06-30', html)
    expect(before.text).toContain('Lịch sử hỗ trợ sinh kế của hộ Triệu Thị Sính')
    expect(before.text).toContain('Tính đến hết ngày 30/06/2023, theo sổ đến vị trí 3.')
    expect(before.text).not.toContain('Đã đính chính')
    expect((await history('?minPosition=4', html)).text).toContain('Đã đính chính theo văn bản số 02/KL ngày 06/05/2024, UBND &lt;b&gt;xã&lt;/b&gt;.')
  })

  it('that there is none is told as a page too, as is whatever else is wrong', async () => {
    const unknown = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'
    for (const path of [`/households/${unknown}/history`, '/households/nobody/history', `/households/${householdId}/history?asOf=2022-12-19`]) {
      const answer = await get(path, html)
      expect([answer.status, typeOf(answer)]).toEqual([404, 'text/html; charset=utf-8'])
      expect(answer.text).toContain('<h1>Không tìm thấy</h1>')
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
      expectProblem(await get(path), 404, 'not-found')
    }
    const malformed = await history(`?asOf=x&${encodeURIComponent('<script>')}=1`, { ...html, 'accept-language': 'en' })
    expect(malformed.status).toBe(400)
    expect(malformed.text).toContain('<li>asOf: must be a day that exists, as YYYY-MM-DD</li>')
    expect(malformed.text).toContain('<li>&lt;script&gt;: is no parameter of this query</li>')
    const stranger = await api.send(`/households/${householdId}/history`, { headers: html })
    expect([stranger.status, typeOf(stranger), stranger.headers.get('www-authenticate')]).toEqual([401, 'text/html; charset=utf-8', 'Bearer'])
    expect((await history('?minPosition=99', html)).headers.get('retry-after')).toBe('1')
  })
})
