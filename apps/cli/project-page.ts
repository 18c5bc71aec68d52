import pc from 'picocolors'
import { formatDay, formatDong, formatNumber, formatHalfDays, projectStageName, type Bilingual, type Language } from '#domain'
import { povertyClassName, type PovertyClass } from '#domain/household/poverty-class'
import { animalsInWords } from '#domain/support/species'
import type { Moment, ProjectFile } from '#read-models'
import { padded, rowLines, type PageColumn } from './columns.js'
import { debtText, labelled, pageWidth } from './history-page.js'

export interface ProjectPage {
  readonly file: ProjectFile & Moment
  readonly unitName: string
  /** The heads' names, by household id. */
  readonly headNames: ReadonlyMap<string, string>
  readonly lang: Language
}

/** A project's file as one readable page. */
export const projectPage = (page: ProjectPage): string => [...headOf(page), '', ...householdsOf(page), ...pledgesOf(page), '', ...footOf(page)].join('\n')

const headOf = ({ file: { proposal, stage, stages, endsOn, day, approval, counterpart, projectId }, unitName, lang }: ProjectPage): string[] => {
  const right = `${stage === undefined ? '' : projectStageName(stage)[lang]} · ${formatDay(day)}`
  return [
    pc.bold(padded(proposal?.name ?? projectId, { width: pageWidth - right.length })) + pc.bold(right),
    pc.dim([unitName, projectId].filter(Boolean).join(' · ')),
    ...labelled(words.stages[lang], stages.map(({ from, value }) => `${formatDay(from)} ${projectStageName(value)[lang]}`).join(' → ')),
    ...(endsOn === undefined ? [] : labelled(words.endsOn[lang], formatDay(endsOn))),
    ...(approval?.budget ?? []).flatMap(({ fundingLines }) => fundingLines).flatMap(({ programme, component, source, budgetYear, carriedFrom, amountDong }) =>
      labelled(words.budget[lang], `${programme} · ${component} · ${sources[source][lang]} ${budgetYear}${carriedFrom === undefined ? '' : ` (${words.carried[lang]} ${carriedFrom})`}: ${pc.bold(formatDong(amountDong))}`)),
    ...(approval === undefined ? [] : labelled(words.counterpart[lang], counterpartText(counterpart, lang))),
  ]
}

const counterpartText = ({ agreed, pledged, received }: ProjectFile['counterpart'], lang: Language): string => {
  const pair = (got: number, of: number) => `${formatNumber(got)}/${formatNumber(of)}`
  return [
    `${words.cash[lang]} ${pair(received.cashDong, agreed.cashDong)}`,
    `${words.goods[lang]} ${pair(received.goodsDong, agreed.goodsDong)}`,
    `${words.labour[lang]} ${formatHalfDays(received.labourHalfDays)}/${formatHalfDays(agreed.labourHalfDays)} ${words.days[lang]}`,
    `${words.inAll[lang]} ${pc.bold(pair(received.totalDong, agreed.totalDong))} đồng`,
    ...(pledged.totalDong === 0 ? [] : [`${words.pledged[lang]} ${formatDong(pledged.totalDong)}`]),
  ].join('; ')
}

const columns: readonly PageColumn[] = [{ width: 22 }, { width: 18 }, { width: 13, align: 'right' }, { width: 13, align: 'right' }, { width: 14, align: 'right' }, { width: 15, align: 'right' }]

const householdsOf = ({ file: { households }, headNames, lang }: ProjectPage): string[] => [
  pc.bold(rowLines(columns, heads[lang])[0] ?? ''),
  pc.dim('─'.repeat(pageWidth)),
  ...households.flatMap(({ householdId, povertyClass, approvedDong, handedOverDong, passedOnDong, contributedDong, outstanding }) => {
    const got = handedOverDong + passedOnDong
    const status = povertyClass === undefined ? (passedOnDong > 0 ? words.passedOn[lang] : '') : povertyClassName(povertyClass as PovertyClass)[lang]
    return rowLines(columns, [headNames.get(householdId) ?? '—', status, amount(approvedDong), amount(got), amount(contributedDong), debtText(outstanding, lang).replace(/^0$/, '')])
  }),
  pc.dim('─'.repeat(pageWidth)),
]

const pledgeColumns: readonly PageColumn[] = [{ width: 22 }, { width: 21, align: 'right' }, { width: 21, align: 'right' }, { width: 11, align: 'right' }, { width: 21, align: 'right' }]

/** What each household has put in of what it pledged; nothing where nobody pledged. */
const pledgesOf = ({ file: { households }, headNames, lang }: ProjectPage): string[] => {
  const pledging = households.filter(({ counterpart: { pledged } }) => pledged.totalDong + pledged.labourHalfDays + pledged.unpriced > 0)
  if (pledging.length === 0) return []
  const unpriced = pledging.reduce((sum, { counterpart: { pledged } }) => sum + pledged.unpriced, 0)
  return [
    '',
    pc.bold(rowLines(pledgeColumns, pledgeHeads[lang])[0] ?? ''),
    pc.dim('─'.repeat(pageWidth)),
    ...pledging.flatMap(({ householdId, counterpart: { pledged, received } }) => rowLines(pledgeColumns, [
      headNames.get(householdId) ?? '—', ofPledged(received.cashDong, pledged.cashDong), ofPledged(received.goodsDong, pledged.goodsDong),
      ofPledged(received.labourHalfDays / 2, pledged.labourHalfDays / 2), ofPledged(received.totalDong, pledged.totalDong),
    ])),
    pc.dim('─'.repeat(pageWidth)),
    ...(unpriced === 0 ? [] : [pc.dim(words.unpriced[lang].replace('{n}', formatNumber(unpriced)))]),
  ]
}

const ofPledged = (received: number, pledged: number): string => (received === 0 && pledged === 0 ? '' : `${formatNumber(received)}/${formatNumber(pledged)}`)

const amount = (dong: number): string => (dong === 0 ? '' : formatNumber(dong))

const footOf = ({ file: { pool, obligations, refusals, totals, position }, headNames, lang }: ProjectPage): string[] => {
  const late = obligations.filter(({ isLate }) => isLate).length
  const animals = pool.animals.map(({ species, count, animalTag }) => `${animalsInWords(species, count)[lang]} (${animalTag})`).join(', ')
  return [
    ...refusals.flatMap(({ householdId, refusedOn, what, animalTag }) =>
      labelled(words.refused[lang], `${headNames.get(householdId) ?? '—'}, ${formatDay(refusedOn)}: ${refused[what][lang]}${animalTag === undefined ? '' : ` ${animalTag}`}`)),
    ...labelled(words.owed[lang], `${debtText(totals.owed, lang)}; ${words.givenBack[lang]} ${debtText(totals.recovered, lang)}; ${words.left[lang]} ${pc.bold(debtText(totals.outstanding, lang))}${late === 0 ? '' : pc.red(`; ${late} ${words.late[lang]}`)}`),
    ...labelled(words.pool[lang], [formatDong(pool.moneyDong), animals].filter(Boolean).join(', ')),
    pc.dim(words.position[lang].replace('{n}', formatNumber(position))),
  ]
}

const sources: Readonly<Record<'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart', Bilingual>> = {
  central: { vi: 'trung ương', en: 'central' }, provincial: { vi: 'tỉnh', en: 'provincial' }, commune: { vi: 'xã', en: 'commune' },
  integrated: { vi: 'lồng ghép', en: 'integrated' }, counterpart: { vi: 'đối ứng', en: 'counterpart' },
}

const heads: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Hộ', 'Khi phê duyệt', 'Được duyệt', 'Đã nhận', 'Đã đối ứng', 'Còn phải trả'],
  en: ['Household', 'At approval', 'Approved', 'Got', 'Contributed', 'Outstanding'],
}

const pledgeHeads: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Đối ứng/cam kết', 'Tiền', 'Hiện vật', 'Ngày công', 'Cộng (đồng)'],
  en: ['Contributed/pledged', 'Cash', 'Goods', 'Days', 'In all (đồng)'],
}

const refused: Readonly<Record<'money' | 'animal' | 'goods', Bilingual>> = {
  money: { vi: 'tiền', en: 'money' }, animal: { vi: 'con giống', en: 'animal' }, goods: { vi: 'hiện vật', en: 'goods' },
}

const words = {
  stages: { vi: 'Diễn biến', en: 'Stages' },
  endsOn: { vi: 'Thời hạn', en: 'Planned end' },
  budget: { vi: 'Ngân sách', en: 'Budget' },
  carried: { vi: 'chuyển nguồn từ', en: 'carried from' },
  counterpart: { vi: 'Đối ứng', en: 'Own share' },
  cash: { vi: 'tiền', en: 'cash' },
  goods: { vi: 'hiện vật', en: 'goods' },
  labour: { vi: 'công', en: 'labour' },
  days: { vi: 'ngày', en: 'days' },
  pledged: { vi: 'các hộ đã cam kết', en: 'pledged' },
  unpriced: { vi: '{n} cam kết chưa có đơn giá, chưa cộng vào giá trị.', en: '{n} pledges have no price yet and are left out of the values.' },
  refused: { vi: 'Từ chối nhận', en: 'Refused' },
  inAll: { vi: 'cộng', en: 'in all' },
  passedOn: { vi: 'nhận luân chuyển', en: 'passed on' },
  owed: { vi: 'Phải hoàn trả', en: 'Owed' },
  givenBack: { vi: 'đã trả', en: 'given back' },
  left: { vi: 'còn', en: 'left' },
  late: { vi: 'nghĩa vụ quá hạn', en: 'late' },
  pool: { vi: 'Quỹ quay vòng', en: 'Pool' },
  position: { vi: 'Theo sổ đến vị trí {n}', en: 'By the log up to position {n}' },
} satisfies Readonly<Record<string, Bilingual>>
