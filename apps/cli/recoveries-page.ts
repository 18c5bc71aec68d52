import pc from 'picocolors'
import { formatDay, formatNumber, type Bilingual, type Language } from '#domain'
import type { OwedUnit } from '#domain/obligation/obligation'
import { quantityInWords } from '#domain/obligation/quantity-in-words'
import type { Species } from '#domain/support/species'
import type { RecoveryCalendar, RecoveryRow, RecoverySums } from '#read-models'
import { padded, rowLines, type PageColumn } from './columns.js'
import { debtText, labelled, pageWidth } from './history-page.js'

export interface RecoveriesPage {
  readonly calendar: RecoveryCalendar
  /** The heads' names, by household id. */
  readonly headNames: ReadonlyMap<string, string>
  /** By the unit's code. */
  readonly unitNames: ReadonlyMap<string, string>
  readonly lang: Language
}

/** What falls due in a period as one readable page; what is late stands in red. */
export const recoveriesPage = (page: RecoveriesPage): string => {
  const { calendar, lang } = page
  if (calendar.rows.length === 0) return [...headOf(page), '', words.nothing[lang], ...footOf(calendar, lang)].join('\n')
  return [...headOf(page), '', ...projectsOf(page), ...unitsOf(page), ...totalOf(calendar.totals, lang), ...footOf(calendar, lang)].join('\n')
}

const headOf = ({ calendar: { from, to, day }, lang }: RecoveriesPage): string[] => {
  const period = [from === undefined ? '' : `${words.from[lang]} ${formatDay(from)}`, to === undefined ? '' : `${words.to[lang]} ${formatDay(to)}`].filter(Boolean).join(' ')
  const title = period === '' ? words.title[lang] : `${words.title[lang]}, ${words.due[lang]} ${period}`
  const right = `${words.on[lang]} ${formatDay(day)}`
  return [pc.bold(padded(title, { width: pageWidth - right.length })) + pc.bold(right)]
}

const columns: readonly PageColumn[] = [{ width: 10 }, { width: 26 }, { width: 17, align: 'right' }, { width: 15, align: 'right' }, { width: 15, align: 'right' }, { width: 11 }]

const projectsOf = ({ calendar: { byProject, rows }, headNames, lang }: RecoveriesPage): string[] => [
  pc.bold(rowLines(columns, heads[lang])[0] ?? ''),
  pc.dim('─'.repeat(pageWidth)),
  ...byProject.flatMap(({ projectId, projectName, ...sums }) => [
    pc.bold(projectName ?? projectId),
    ...rows.filter((row) => row.projectId === projectId).flatMap((row) => rowOf(row, headNames.get(row.householdId) ?? '—', lang)),
    ...sumRows(['', words.sum[lang]], sums, lang).map((line) => pc.dim(line)),
  ]),
  pc.dim('─'.repeat(pageWidth)),
]

/** A row of several instalments shows the first day that is due. */
const rowOf = ({ dueOn, owedUnit, due, received, outstanding, lateSince }: RecoveryRow, name: string, lang: Language): string[] => {
  const quantity = (count: number) => quantityText(owedUnit, count, lang)
  const more = dueOn.length > 1 ? ` (${dueOn.length} ${words.instalments[lang]})` : ''
  const lines = rowLines(columns, [formatDay(dueOn[0] ?? ''), `${name}${more}`, quantity(due), quantity(received), quantity(outstanding), lateSince === undefined ? '' : formatDay(lateSince)])
  return lateSince === undefined ? lines : lines.map((line) => pc.red(line))
}

/** A line for đồng and one for each species: they are never added up. */
const sumRows = (labels: readonly [string, string], { due, received, outstanding }: RecoverySums, lang: Language): string[] => {
  const units = [...(due.dong > 0 ? ['dong' as const] : []), ...(Object.keys(due.animals) as Species[])]
  return units.flatMap((unit, index) => {
    const cells = [due, received, outstanding].map((debt) => quantityText(unit, unit === 'dong' ? debt.dong : (debt.animals[unit] ?? 0), lang))
    return rowLines(columns, [...(index === 0 ? labels : ['', '']), ...cells, ''])
  })
}

const quantityText = (unit: OwedUnit, count: number, lang: Language): string => {
  if (count === 0) return ''
  return unit === 'dong' ? formatNumber(count) : quantityInWords(unit, count)[lang]
}

const unitsOf = ({ calendar: { byUnit }, unitNames, lang }: RecoveriesPage): string[] =>
  byUnit.length < 2 ? [] : [
    ...byUnit.flatMap(({ unit, ...sums }) => sumRows([unit.code, unitNames.get(unit.code) ?? unit.code], sums, lang)),
    pc.dim('─'.repeat(pageWidth)),
  ]

const totalOf = (totals: RecoverySums, lang: Language): string[] => [
  ...labelled(words.inAll[lang], `${words.due[lang]} ${pc.bold(debtText(totals.due, lang))}; ${words.received[lang]} ${debtText(totals.received, lang)}; ${words.left[lang]} ${pc.bold(debtText(totals.outstanding, lang))}`),
  ...(totals.lateObligations === 0 ? [] : labelled(words.late[lang], pc.red(`${formatNumber(totals.lateObligations)} ${words.obligations[lang]}, ${debtText(totals.late, lang)}`))),
]

const footOf = ({ position, incompleteSince }: RecoveryCalendar, lang: Language): string[] => [
  pc.dim(words.position[lang].replace('{n}', formatNumber(position))),
  ...(incompleteSince === undefined ? [] : [pc.red(words.incomplete[lang].replace('{n}', formatNumber(incompleteSince)))]),
]

const heads: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Hạn', 'Hộ', 'Đến hạn', 'Đã thu', 'Còn lại', 'Quá hạn từ'],
  en: ['Due on', 'Household', 'Due', 'Received', 'Outstanding', 'Late since'],
}

const words = {
  title: { vi: 'Lịch thu hồi', en: 'Recoveries' },
  due: { vi: 'đến hạn', en: 'due' },
  from: { vi: 'từ', en: 'from' },
  to: { vi: 'đến', en: 'to' },
  on: { vi: 'tính đến ngày', en: 'as of' },
  instalments: { vi: 'kỳ', en: 'instalments' },
  sum: { vi: 'Cộng dự án', en: 'Project in all' },
  inAll: { vi: 'Cộng', en: 'In all' },
  received: { vi: 'đã thu', en: 'received' },
  left: { vi: 'còn lại', en: 'outstanding' },
  late: { vi: 'Quá hạn', en: 'Late' },
  obligations: { vi: 'nghĩa vụ', en: 'obligations' },
  nothing: { vi: 'Không có nghĩa vụ nào đến hạn.', en: 'Nothing falls due.' },
  position: { vi: 'Theo sổ đến vị trí {n}', en: 'By the log up to position {n}' },
  incomplete: { vi: 'Chưa đầy đủ: từ sự kiện {n} có nội dung chưa tổng hợp được; chạy "sinhke rebuild recovery-calendar".', en: 'Incomplete since event {n}: run "sinhke rebuild recovery-calendar".' },
} satisfies Readonly<Record<string, Bilingual>>
