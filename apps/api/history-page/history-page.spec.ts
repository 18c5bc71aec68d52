import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import type { RecordedEvent } from '#event-log'
import type { Language } from '#domain'
import { householdHistory, householdHistoryModel, projectOutline, projectOutlineModel, type FactsDocument } from '#read-models'
import { livelihood } from '#read-models/testing/livelihood'
import type { HouseholdHistoryAnswer } from '#runtime'
import { pageHeaders } from './document.js'
import { historyPage, unitsNamedBy } from './history-page.js'
import { html } from './html.js'
import { prefersHtml } from './wants-page.js'

const at = livelihood()
const recorded = at.scenario.events.map((event, index) => ({
  ...event, position: index + 1, recordedAt: '2026-03-01T03:00:00.000Z', entrySource: 'app', actor: { id: 'a1', role: 'officer' },
})) as unknown as RecordedEvent[]

const folded = <Document extends object>(model: { keysOf: (event: RecordedEvent) => readonly string[]; fold: (document: Document | undefined, event: RecordedEvent, key: string) => Document }, key: string) =>
  recorded.filter((event) => model.keysOf(event).includes(key)).reduce<Document | undefined>((document, event) => model.fold(document, event, key), undefined)

/** As it is answered, from events that were never sealed. */
const answered = (householdId: string): HouseholdHistoryAnswer => {
  const outline = projectOutline(at.projectId, folded(projectOutlineModel, at.projectId) ?? { facts: [] }, '2026-11-24')
  const history = householdHistory(householdId, folded<FactsDocument>(householdHistoryModel, householdId) ?? { facts: [] }, { day: '2026-11-24', projects: [outline] })
  return { ...history, lines: history.lines.map((line) => ({ ...line, running: {} })), position: recorded.length }
}

const pageOf = (householdId: string, language: Language = 'vi') => historyPage({ history: answered(householdId), nameOfUnit: ({ code }) => `Xã ${code}`, language })
const textOf = (page: string) => page.replace(/<style>[^]*<\/style>/, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

/** Every tag that is opened is closed, in order. */
const openedButNotClosed = (page: string): string[] => {
  const open: string[] = []
  for (const [, closes, name = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
    if (name === 'meta') continue
    if (closes === '') open.push(name)
    else if (open.pop() !== name) return [`</${name}>`]
  }
  return open
}

describe('the page of a history', () => {
  it('tells every fact in one sentence, with its day and its paper', () => {
    const text = textOf(pageOf(at.sinh))
    expect(text).toContain('Lịch sử hỗ trợ sinh kế của hộ Triệu Thị Sính Xóm Thịnh Đức, Xã 05551 · 1 nhân khẩu · hộ nghèo Tính đến hết ngày 24/11/2026, theo sổ đến vị trí')
    for (const sentence of [
      '20/12/2022 Hộ được ghi sổ tại Xã 05551, gồm 1 nhân khẩu. Số 15/BC-UBND ngày 20/12/2022, UBND tỉnh',
      'Hộ được xếp loại hộ nghèo từ ngày 01/01/2023, theo chuẩn giai đoạn 2022-2025.',
      'Dự án “Chăn nuôi bò sinh sản xóm Thịnh Đức” với 4 hộ tham gia được phê duyệt; hộ được hỗ trợ 14.000.000 đồng, khi đó là hộ nghèo.',
      '20/11/2023 Trao 10.000.000 đồng hỗ trợ cho hộ (dự án “Chăn nuôi bò sinh sản xóm Thịnh Đức”). Số 05/BB-BG ngày 20/11/2023, UBND xã Văn Hán',
      'Hộ phải hoàn trả 4.000.000 đồng, hạn 30/10/2026',
      'Hộ hoàn trả 3.000.000 đồng',
    ]) expect(text).toContain(sentence)
    expect(answered(at.sinh).lines).toHaveLength(pageOf(at.sinh).split('<tr><td>').length - 1)
    expect(textOf(pageOf(at.minh))).toContain('20/12/2024 Hộ nhận luân chuyển 2.000.000 đồng (dự án “Chăn nuôi bò sinh sản xóm Thịnh Đức”).')
  })

  it('keeps in sight what was put right, by which paper and why', () => {
    const page = pageOf(at.sinh)
    expect(textOf(page)).toContain('Đã đính chính theo văn bản số 01/KL ngày 01/02/2025, UBND tỉnh. Trước đó ghi: “Hộ đối ứng bằng tiền 2.000.000 đồng.” Căn cứ: Ghi nhầm số tiền. Vào sổ ngày 01/03/2026.')
    expect(page).toMatch(/<s>Trao 1\.000\.000 đồng hỗ trợ cho hộ[^<]*<\/s><\/p><p class="note">Đã hủy nội dung này theo văn bản số 02\/KL/)
  })

  it('ends with the totals, each ledger by itself', () => {
    expect(textOf(pageOf(at.sinh))).toMatch(/Tổng cộng Được hưởng 13\.500\.000 đồng \(tiền 10\.000\.000; hiện vật 3\.500\.000\) Đã đối ứng 1\.500\.000 đồng \(tiền 1\.500\.000\) Phải hoàn trả 4\.000\.000 đồng, hạn 30\/10\/2026: đã trả 3\.000\.000 đồng, còn phải trả 1\.000\.000 đồng \(quá hạn\) Trích từ sổ/)
    expect(textOf(pageOf(at.lan))).toContain('Phải hoàn trả 1 con bò, hạn 30/10/2026: đã trả 1 con bò, đã trả đủ')
  })

  it('is told in English too', () => {
    const page = pageOf(at.sinh, 'en')
    expect(page).toContain('<html lang="en">')
    expect(textOf(page)).toContain('Support history of the household of Triệu Thị Sính')
    expect(textOf(page)).toContain('The household was registered in Xã 05551 with 1 member. No. 15/BC-UBND of 20/12/2022')
    expect(textOf(page)).toContain('still owes 1.000.000 đồng (late)')
  })

  it('is whole markup, to be printed on A4, without anything that could run or be fetched', () => {
    for (const language of ['vi', 'en'] as const) {
      const page = pageOf(at.sinh, language)
      expect(openedButNotClosed(page)).toEqual([])
      expect(page).toContain('@page { size: A4')
      expect(page).toMatch(/tr, dl > div \{ break-inside: avoid \}/)
      expect(page).not.toMatch(/<script|<link|<img|<iframe|<form|\bsrc=|\bhref=|\bon[a-z]+=|style=|url\(|https?:|@import/i)
    }
    const style = /<style>([^]*)<\/style>/.exec(pageOf(at.sinh))?.[1] ?? ''
    expect(pageHeaders('vi')['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  })

  it('names the units that it calls by their names', () => {
    expect(unitsNamedBy(answered(at.sinh)).map(({ code }) => code)).toEqual(['05551', '05551'])
  })
})

describe('markup', () => {
  it('escapes every value that is not markup, in texts and in attributes', () => {
    const hostile = `<script>alert("1")</script>' onload='x' &amp; </td>`
    expect(html`<p title="${hostile}">${[hostile, 7, undefined, html`<b>${'<'}</b>`]}</p>`.text).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; onload=&#39;x&#39; &amp;amp; &lt;/td&gt;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; onload=&#39;x&#39; &amp;amp; &lt;/td&gt;7<b>&lt;</b></p>',
    )
  })
})

describe('a page instead of JSON', () => {
  it.each([
    ['text/html', true], ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true], ['TEXT/HTML; charset=utf-8', true], ['text/html;q=0.9, application/json;q=0.8', true], ['text/html, */*', true],
    ['', false], ['*/*', false], ['application/json', false], ['text/*', false], ['text/html;q=0', false], ['text/html, application/json', false], ['text/html;q=0.8, application/json;q=0.9', false], ['text/html;q=0.5, */*', false], ['text/html;q=x', false],
  ])('is for who asks for HTML by name and wants it more: "%s" %s', (accept, page) => {
    expect(prefersHtml(accept)).toBe(page)
  })
})
