import type { UnitRef } from '#event-log'
import { dayAt, formatDay, formatNumber, householdRegistered, type Bilingual, type Language } from '#domain'
import { povertyClassName } from '#domain/household/poverty-class'
import type { CorrectionLine, HouseholdHistory } from '#read-models'
import type { HouseholdHistoryAnswer } from '#runtime'
import { documentOf } from './document.js'
import { html, type Html } from './html.js'
import { lineSentence, type NameOfUnit } from './line-sentence.js'
import { totalsOf } from './totals.js'

export interface HistoryPage {
  /** Opened: its names are clear. */
  readonly history: HouseholdHistoryAnswer
  readonly nameOfUnit: NameOfUnit
  readonly language: Language
}

/** A household's history as a page to read and to print: every fact one sentence, with its day and its paper. */
export const historyPage = (page: HistoryPage): string => {
  const { history, language } = page
  const title = `${words.title[language]} ${headNameOf(history)}`
  const body = html`<header>
<h1>${title}</h1>
${whoOf(page)}
</header>
<main>
<table>
<thead><tr><th scope="col">${words.day[language]}</th><th scope="col">${words.happened[language]}</th><th scope="col">${words.paper[language]}</th></tr></thead>
<tbody>
${history.lines.map((line) => rowOf(line, page))}</tbody>
</table>
<h2>${words.totals[language]}</h2>
${totalsOf(history, language)}
</main>
<footer><p>${words.footer[language]} ${history.householdId}</p></footer>`
  return documentOf({ title, body, language })
}

const whoOf = ({ history: { household, classNow, day, position, incompleteSince }, nameOfUnit, language }: HistoryPage): Html => {
  const status = classNow === undefined ? words.unclassified[language] : povertyClassName(classNow.povertyClass)[language]
  const place = [clear(household?.village), household && nameOfUnit(household.unit)].filter((each) => each !== undefined).join(', ')
  const count = household?.members.length ?? 0
  const incomplete = incompleteSince === undefined ? undefined : html`\n<p class="incomplete">${words.incomplete[language].replace('{n}', formatNumber(incompleteSince))}</p>`
  return html`<p>${place} · ${formatNumber(count)} ${words.members[language]} · ${status}</p>
<p>${words.moment[language].replace('{day}', formatDay(day)).replace('{position}', formatNumber(position))}</p>${incomplete}`
}

/** The units that the page calls by their names. */
export const unitsNamedBy = ({ household, lines }: HouseholdHistoryAnswer): UnitRef[] => {
  const registrations = lines.filter(({ type }) => type === householdRegistered.type)
  return [...(household === undefined ? [] : [household.unit]), ...registrations.flatMap(({ data, corrections }) => [data, ...corrections.map(({ dataBefore }) => dataBefore)]).map(({ unit }) => unit as unknown as UnitRef)]
}

type Line = HouseholdHistoryAnswer['lines'][number]

const rowOf = (line: Line, { nameOfUnit, language }: HistoryPage): Html => {
  const sentence = lineSentence(line, nameOfUnit, language)
  const told = line.isAnnulled ? html`<s>${sentence}</s>` : html`${sentence}`
  const notes = line.corrections.map((correction) => noteOf(correction, line, { nameOfUnit, language }))
  return html`<tr><td><time datetime="${line.occurredOn}">${formatDay(line.occurredOn)}</time></td><td><p>${told}</p>${notes}</td><td>${paperOf(line.paper, language)}</td></tr>\n`
}

/** What was put right, by which paper and why, and since when the log says so. */
const noteOf = ({ effect, paper, finding, sentenceBefore, dataBefore, recordedAt }: CorrectionLine, { type }: Line, { nameOfUnit, language }: Pick<HistoryPage, 'nameOfUnit' | 'language'>): Html => {
  const before = lineSentence({ type, data: dataBefore, sentence: sentenceBefore }, nameOfUnit, language)
  const by = paper === undefined ? '' : ` ${words.by[language]} ${paperText(paper, language)}`
  const said = effect === 'annulled' ? '' : ` ${words.before[language]} “${before}”`
  const why = clear(finding) === undefined ? '' : ` ${words.why[language]} ${clear(finding) ?? ''}.`
  return html`<p class="note">${words[effect][language]}${by}.${said}${why} ${words.entered[language]} ${formatDay(dayAt(recordedAt))}.</p>`
}

const paperOf = (paper: Line['paper'], language: Language): string => {
  const text = paper === undefined ? '' : paperText(paper, language)
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
}

const paperText = ({ number, date, issuer }: NonNullable<Line['paper']>, language: Language): string => `${words.number[language]} ${number} ${words.on[language]} ${formatDay(date)}, ${issuer}`

const headNameOf = ({ household }: Pick<HouseholdHistory, 'household'>): string => {
  const identity: unknown = household?.members.find(({ relation }) => relation === 'head')?.identity
  return typeof identity === 'object' && identity !== null && 'name' in identity ? String(identity.name) : '—'
}

/** Undefined where it is no longer open to anybody. */
const clear = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const words = {
  title: { vi: 'Lịch sử hỗ trợ sinh kế của hộ', en: 'Support history of the household of' },
  members: { vi: 'nhân khẩu', en: 'members' },
  unclassified: { vi: 'chưa xếp loại', en: 'not classified' },
  moment: { vi: 'Tính đến hết ngày {day}, theo sổ đến vị trí {position}.', en: 'As of {day}, by the log up to position {position}.' },
  incomplete: { vi: 'Chưa đầy đủ: từ sự kiện {n} có nội dung chưa tổng hợp được.', en: 'Incomplete since event {n}.' },
  day: { vi: 'Ngày', en: 'Day' },
  happened: { vi: 'Nội dung', en: 'What happened' },
  paper: { vi: 'Giấy tờ', en: 'Paper' },
  number: { vi: 'số', en: 'no.' },
  on: { vi: 'ngày', en: 'of' },
  replaced: { vi: 'Đã đính chính', en: 'Corrected' },
  annulled: { vi: 'Đã hủy nội dung này', en: 'Annulled' },
  by: { vi: 'theo văn bản', en: 'by paper' },
  before: { vi: 'Trước đó ghi:', en: 'It had said:' },
  why: { vi: 'Căn cứ:', en: 'Finding:' },
  entered: { vi: 'Vào sổ ngày', en: 'Entered on' },
  totals: { vi: 'Tổng cộng', en: 'Totals' },
  footer: { vi: 'Trích từ sổ sự kiện Sinh Kế. Mã hộ:', en: 'From the Sinh Kế event log. Household id:' },
} satisfies Readonly<Record<string, Bilingual>>
