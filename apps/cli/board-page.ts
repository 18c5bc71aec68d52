import pc from 'picocolors'
import { projectStageName, formatDay, formatNumber, type Bilingual, type Language } from '#domain'
import type { ProjectMode } from '#domain/programme/rules'
import { modeName, type BoardAnswer, type BoardStage, type BoardSums } from '#read-models'
import { padded, rowLines, wrap, type PageColumn } from './columns.js'
import { pageWidth } from './history-page.js'

export interface BoardPage {
  readonly board: BoardAnswer
  /** What was left out of the board, in words. */
  readonly filters: { readonly unit?: string | undefined; readonly mode?: ProjectMode | undefined; readonly programme?: string | undefined }
  readonly lang: Language
}

/** The board as one page of 100 columns: a block of stages for each row, and one for the totals. */
export const boardPage = (page: BoardPage): string => {
  const { board: { groups, groupBy, totals }, lang } = page
  const blocks = groupBy === 'none' ? [] : groups.flatMap((group) => [...blockOf(nameOf(group, lang), group, lang), ''])
  return [...headOf(page), '', pc.bold(rowOf(heads[lang])[0] ?? ''), rule, ...blocks, ...blockOf(words.totals[lang], totals, lang), rule, footOf(page)].join('\n')
}

const labelWidth = 25
const columns: readonly PageColumn[] = [{ width: labelWidth }, { width: 6, align: 'right' }, { width: 17, align: 'right' }, { width: 10, align: 'right' }, { width: 10 }, { width: 27 }]
const rowOf = (cells: readonly string[]): string[] => rowLines(columns, cells)
const rule = pc.dim('─'.repeat(pageWidth))

const headOf = ({ board: { day }, filters, lang }: BoardPage): string[] => {
  const right = `${words.asOf[lang]} ${formatDay(day)}`
  const mode = filters.mode === undefined ? undefined : `${words.mode[lang]} ${modeName(filters.mode)[lang]}`
  const programme = filters.programme === undefined ? undefined : `${words.programme[lang]} ${filters.programme}`
  const only = [filters.unit, mode, programme].filter((each) => each !== undefined).join(' · ')
  return [pc.bold(padded(words.title[lang], { width: pageWidth - right.length }) + right), ...(only === '' ? [] : [pc.dim(only)])]
}

/** A name with its sums, and under it the stages; a name that its column can't hold goes over the whole width. */
const blockOf = (name: string, { projects, amountDong, stages }: BoardSums, lang: Language): string[] => {
  const isLong = name.length > labelWidth
  const sums = rowOf([isLong ? words.inAll[lang] : name, formatNumber(projects), formatNumber(amountDong)])
  return [...[...(isLong ? wrap(name, pageWidth) : []), ...sums].map((line) => pc.bold(line)), ...stages.flatMap((stage) => stageLines(stage, lang))]
}

const [, ...figures] = columns
const stageLines = ({ stage, projects, amountDong, oldest }: BoardStage, lang: Language): string[] =>
  rowLines([{ width: labelWidth - 2 }, ...figures], [projectStageName(stage)[lang], formatNumber(projects), formatNumber(amountDong), `${formatNumber(oldest.ageDays)} ${words.days[lang]}`, formatDay(oldest.since), oldest.name ?? oldest.projectId])
    .map((line) => `  ${line}`)

const nameOf = ({ name, isOwnOnly }: BoardAnswer['groups'][number], lang: Language): string => `${capitalized(name[lang])}${isOwnOnly === true ? ` ${words.ownOnly[lang]}` : ''}`
const capitalized = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)

const footOf = ({ board: { position, computedFrom, tookMs, incompleteSince }, lang }: BoardPage): string => {
  const swept = computedFrom === 'log' ? words.swept[lang].replace('{s}', formatNumber(tookMs / 1000)) : ''
  const incomplete = incompleteSince === undefined ? [] : [pc.red(words.incomplete[lang].replace('{n}', formatNumber(incompleteSince)))]
  return [pc.dim(words.amounts[lang]), pc.dim(words.position[lang].replace('{n}', formatNumber(position)) + swept), ...incomplete].join('\n')
}

const heads: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Giai đoạn', 'Dự án', 'Số tiền (đồng)', 'Lâu nhất', 'Từ ngày', 'Dự án lâu nhất'],
  en: ['Stage', 'Number', 'Amount (đồng)', 'Oldest', 'Since', 'Oldest project'],
}

const words = {
  title: { vi: 'BẢNG THEO DÕI DỰ ÁN', en: 'BOARD OF PROJECTS' },
  asOf: { vi: 'tính đến hết ngày', en: 'as of' },
  mode: { vi: 'phương thức', en: 'mode' },
  programme: { vi: 'chương trình', en: 'programme' },
  totals: { vi: 'Tổng cộng', en: 'Total' },
  days: { vi: 'ngày', en: 'days' },
  ownOnly: { vi: '(không kể cấp dưới)', en: '(without units below)' },
  inAll: { vi: 'Cộng', en: 'In all' },
  amounts: { vi: 'Số tiền là ngân sách nhà nước được duyệt; khi chưa duyệt là kinh phí đề xuất.', en: 'Amounts: the approved State budget; before approval the proposed cost.' },
  position: { vi: 'Theo sổ đến vị trí {n}', en: 'By the log up to position {n}' },
  swept: { vi: '; tổng hợp lại từ sổ trong {s} giây', en: '; counted anew from the log in {s} seconds' },
  incomplete: { vi: 'Chưa đầy đủ: từ sự kiện {n} có nội dung chưa tổng hợp được; chạy "sinhke rebuild project-outline".', en: 'Incomplete since event {n}: run "sinhke rebuild project-outline".' },
} satisfies Readonly<Record<string, Bilingual>>
