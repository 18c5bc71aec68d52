import pc from 'picocolors'
import { formatDay, formatDong, formatNumber, povertyClassified, projectStageName, type Bilingual, type Language } from '#domain'
import { povertyClassName, type PovertyClass } from '#domain/household/poverty-class'
import { animalsInWords, type Herd, type Species } from '#domain/support/species'
import type { Debt, HistoryLine, HouseholdHistory, HouseholdProject, Ledgers, Moment, ObligationLine } from '#read-models'
import { padded, rowLines, wrap, type PageColumn } from './columns.js'

export const pageWidth = 100

export interface HistoryPage {
  /** Opened: its names are clear. */
  readonly history: HouseholdHistory & Moment
  readonly unitName: string
  readonly lang: Language
}

/** A household's history as one readable page of 100 columns. */
export const historyPage = ({ history, unitName, lang }: HistoryPage): string =>
  [...headOf(history, unitName, lang), '', ...linesOf(history, lang), '', ...totalsOf(history, lang), ...warningsOf(history, lang)].join('\n')

const headOf = ({ householdId, household, classNow, day, classes, projects }: HouseholdHistory & Moment, unitName: string, lang: Language): string[] => {
  const members = household?.members ?? []
  const head = members.find(({ relation }) => relation === 'head')
  const status = classNow === undefined ? words.unclassified[lang] : povertyClassName(classNow.povertyClass)[lang]
  const title = `${words.household[lang]} ${nameOf(head?.identity)}`.toLocaleUpperCase('vi')
  const right = `${status} · ${formatDay(day)}`
  const place = [clear(household?.village), unitName, `${members.length} ${words.people[lang]}`, householdId].filter(Boolean).join(' · ')
  return [
    pc.bold(padded(title, { width: pageWidth - right.length })) + pc.bold(right),
    pc.dim(place),
    ...labelled(words.classes[lang], classes.map(({ from, value }) => `${formatDay(from)} ${povertyClassName(value.povertyClass)[lang]}`).join(' → ')),
    ...projects.filter(({ approved, totals }) => approved !== undefined || totals.benefit.totalDong > 0 || totals.contributed.totalDong > 0).flatMap((project) => labelled(words.project[lang], projectText(project, lang))),
  ]
}

const projectText = ({ name, stageNow, approved, totals }: HouseholdProject, lang: Language): string => {
  const stage = stageNow === undefined ? '' : `, ${projectStageName(stageNow)[lang]}`
  const share = approved === undefined ? undefined : `${words.approved[lang]} ${formatDong(approved.supportDong)} ${words.on[lang]} ${formatDay(approved.approvedOn)} (${words.when[lang]} ${povertyClassName(approved.povertyClass as 'poor')[lang]})`
  const passedOn = totals.benefit.passedOnDong === 0 ? undefined : `${words.passedOn[lang]} ${formatDong(totals.benefit.passedOnDong)}`
  return `${name ?? '—'}${stage}; ${[share, passedOn].filter((part) => part !== undefined).join('; ')}`
}

const columns: readonly PageColumn[] = [{ width: 10 }, { width: 41 }, { width: 9 }, { width: 12 }, { width: 11, align: 'right' }, { width: 12, align: 'right' }]

const linesOf = ({ lines }: HouseholdHistory, lang: Language): string[] => [
  pc.bold(rowLines(columns, heads[lang])[0] ?? ''),
  pc.dim('─'.repeat(pageWidth)),
  ...lines.flatMap((line, index) => lineOf(line, lines[index - 1], lang)),
  pc.dim('─'.repeat(pageWidth)),
]

/** A fact; its running totals stand where it changed them. */
const lineOf = (line: HistoryLine, before: HistoryLine | undefined, lang: Language): string[] => {
  const benefit = changed(line, before, ({ benefit: { totalDong } }) => formatNumber(totalDong))
  const outstanding = changed(line, before, ({ outstanding: debt }) => debtText(debt, lang))
  const then = line.then.povertyClass === undefined ? '' : shortClass[line.then.povertyClass][lang]
  const shown = rowLines(columns, [formatDay(line.occurredOn), sentenceOf(line, lang), then, line.paper?.number ?? '', benefit, outstanding])
  return [...(line.isAnnulled ? shown.map((text) => pc.strikethrough(pc.dim(text))) : shown), ...line.corrections.flatMap((correction) => correctionLines(correction, lang))]
}

const sentenceOf = ({ type, data, sentence }: HistoryLine, lang: Language): string => {
  if (type !== povertyClassified.type) return sentence[lang]
  return `${words.classified[lang]} ${povertyClassName(data.povertyClass as 'poor')[lang]} ${words.from[lang]} ${formatDay(data.validFrom as string)}`
}

const correctionLines = ({ effect, paper, recordedAt, sentenceBefore }: HistoryLine['corrections'][number], lang: Language): string[] => {
  const by = paper === undefined ? '' : ` (${paper.number}, ${formatDay(paper.date)})`
  const text = effect === 'annulled' ? `${words.annulled[lang]}${by}` : `${words.corrected[lang]}${by}: ${words.before[lang]} “${sentenceBefore[lang]}”`
  return wrap(`↳ ${text}; ${words.entered[lang]} ${formatDay(recordedAt.slice(0, 10))}`, pageWidth - 11).map((each) => pc.yellow(`${' '.repeat(11)}${each}`))
}

const changed = (line: HistoryLine, before: HistoryLine | undefined, show: (ledgers: Ledgers) => string): string => {
  const now = show(line.running)
  const nothing = before === undefined ? now === '0' || now === '' : now === show(before.running)
  return nothing ? '' : now
}

const totalsOf = ({ totals, obligations, position }: HouseholdHistory & Moment, lang: Language): string[] => {
  const { benefit, contributed, assets } = totals
  const herd = herdText(sumHerds(assets.handedOver, assets.passedOn), lang)
  const goods = benefit.goodsDong === 0 ? '' : `${words.goods[lang]} ${formatNumber(benefit.goodsDong)}`
  const inKind = [herd, goods].filter(Boolean).join('; ')
  return [
    ...labelled(words.benefit[lang], pc.bold(formatDong(benefit.totalDong)) + (inKind === '' ? '' : ` (${inKind})`)),
    ...labelled(words.contributed[lang], `${pc.bold(formatDong(contributed.totalDong))}: ${words.cash[lang]} ${formatNumber(contributed.cashDong)}, ${words.goods[lang]} ${formatNumber(contributed.goodsDong)}, ${words.labour[lang]} ${formatNumber(contributed.labourDong)}`),
    ...obligations.flatMap((obligation) => labelled(words.owed[lang], obligationText(obligation, lang))),
    pc.dim(words.position[lang].replace('{n}', formatNumber(position))),
  ]
}

const obligationText = ({ owed, unit, recovered, outstanding, dueOn, isLate }: ObligationLine, lang: Language): string => {
  const quantity = (count: number) => (unit === 'dong' ? formatDong(count) : animalsInWords(unit, count)[lang])
  const all = quantity(owed.unit === 'dong' ? owed.amountDong : owed.count)
  const left = outstanding === 0 ? pc.green(words.settled[lang]) : `${words.left[lang]} ${pc.bold(quantity(outstanding))}`
  return `${all}, ${words.givenBack[lang]} ${quantity(recovered)}, ${left}; ${words.due[lang]} ${formatDay(dueOn)}${isLate ? pc.red(` ${words.late[lang]}`) : ''}`
}

const warningsOf = ({ incompleteSince }: Moment, lang: Language): string[] =>
  incompleteSince === undefined ? [] : [pc.red(words.incomplete[lang].replace('{n}', formatNumber(incompleteSince)))]

export const labelled = (label: string, text: string): string[] =>
  wrap(text, pageWidth - 15).map((line, index) => `${padded(index === 0 ? label : '', { width: 14 })} ${line}`)

export const debtText = ({ dong, animals }: Debt, lang: Language): string => {
  const herd = herdText(animals, lang)
  return dong === 0 && herd !== '' ? herd : [formatNumber(dong), herd].filter(Boolean).join(' + ')
}

const herdText = (herd: Herd, lang: Language): string =>
  (Object.entries(herd) as [Species, number][]).filter(([, count]) => count > 0).map(([species, count]) => animalsInWords(species, count)[lang]).join(', ')

const sumHerds = (one: Herd, other: Herd): Herd =>
  Object.fromEntries([...new Set([...Object.keys(one), ...Object.keys(other)])].map((species) => [species, (one[species as Species] ?? 0) + (other[species as Species] ?? 0)]))

const nameOf = (identity: unknown): string => (typeof identity === 'object' && identity !== null && 'name' in identity ? String(identity.name) : '—')
const clear = (value: unknown): string => (typeof value === 'string' ? value : '')

const shortClass: Readonly<Record<PovertyClass, Bilingual>> = {
  poor: { vi: 'nghèo', en: 'poor' }, 'near-poor': { vi: 'cận nghèo', en: 'near-poor' }, 'newly-escaped': { vi: 'mới thoát', en: 'escaped' }, 'not-poor': { vi: '—', en: '—' },
}

const heads: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Ngày', 'Nội dung', 'Khi đó', 'Giấy tờ', 'Được hưởng', 'Còn phải trả'],
  en: ['Day', 'What happened', 'Then', 'Paper', 'Benefit', 'Outstanding'],
}

const words = {
  household: { vi: 'Hộ', en: 'Household' },
  people: { vi: 'nhân khẩu', en: 'people' },
  unclassified: { vi: 'chưa xếp loại', en: 'not classified' },
  classes: { vi: 'Xếp loại', en: 'Class' },
  project: { vi: 'Dự án', en: 'Project' },
  approved: { vi: 'được duyệt', en: 'approved' },
  on: { vi: 'ngày', en: 'on' },
  when: { vi: 'khi là', en: 'then' },
  passedOn: { vi: 'nhận luân chuyển', en: 'passed on' },
  classified: { vi: 'Xếp loại', en: 'Classified as' },
  from: { vi: 'từ', en: 'from' },
  annulled: { vi: 'Đã hủy', en: 'Annulled' },
  corrected: { vi: 'Đã đính chính', en: 'Corrected' },
  before: { vi: 'trước đó ghi', en: 'it had said' },
  entered: { vi: 'nhập ngày', en: 'entered' },
  benefit: { vi: 'Được hưởng', en: 'Benefit' },
  contributed: { vi: 'Đã đối ứng', en: 'Contributed' },
  cash: { vi: 'tiền', en: 'cash' },
  goods: { vi: 'hiện vật', en: 'goods' },
  labour: { vi: 'ngày công', en: 'labour' },
  owed: { vi: 'Phải hoàn trả', en: 'Owes' },
  givenBack: { vi: 'đã trả', en: 'gave back' },
  left: { vi: 'còn', en: 'left' },
  settled: { vi: 'đã xong', en: 'settled' },
  due: { vi: 'hạn', en: 'due' },
  late: { vi: 'QUÁ HẠN', en: 'LATE' },
  position: { vi: 'Theo sổ đến vị trí {n}', en: 'By the log up to position {n}' },
  incomplete: { vi: 'Chưa đầy đủ: từ sự kiện {n} có nội dung chưa tổng hợp được; chạy "sinhke rebuild household-history".', en: 'Incomplete since event {n}: run "sinhke rebuild household-history".' },
} satisfies Readonly<Record<string, Bilingual>>
