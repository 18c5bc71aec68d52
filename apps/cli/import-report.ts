import { rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import pc from 'picocolors'
import { formatNumber, type Bilingual, type Language } from '#domain'
import type { FileTally, ImportProblem, ImportRun } from './import/index.js'
import { tableOf, type ColumnHead } from './print.js'

/** The outcome for machines. */
export const importReport = ({ tallies, position, interrupted }: ImportRun, problems: readonly ImportProblem[]): object => ({ files: tallies, position, interrupted, problems })

interface SummaryContext {
  readonly problems: number
  readonly errorsFile: string | undefined
  readonly lang: Language
}

/** The table that an import ends with, and what to do next. */
export const importSummary = ({ tallies, interrupted }: ImportRun, { problems, errorsFile, lang }: SummaryContext): string => {
  const heads: readonly ColumnHead[] = columns.map(({ title, align }) => ({ title: title[lang], ...(align === undefined ? {} : { align }) }))
  const total = tallies.reduce(summed, emptyTally(words.total[lang]))
  const table = tableOf(heads, [...tallies, ...(tallies.length > 1 ? [total] : [])].map(tallyRow))
  const lines = [table]
  if (problems > 0) lines.push('', pc.red(words.problems[lang].replace('{n}', formatNumber(problems)).replace('{file}', errorsFile ?? '')))
  if (interrupted) lines.push('', pc.yellow(words.interrupted[lang]))
  return lines.join('\n')
}

/** "05-ho.csv:12:7 Thành viên: Ngày sinh: phải là một ngày có thật (cell-malformed)". */
export const problemLine = ({ file, line, column, header, code, message }: ImportProblem, lang: Language): string => {
  const place = [basename(file), line, column].filter((part) => part !== undefined).join(':')
  return `${pc.bold(place)} ${header === undefined ? '' : `${header}: `}${message[lang]} ${pc.dim(`(${code})`)}`
}

/** Every problem as CSV, for those who mend the files; without problems the list of an earlier import goes. */
export const keepProblems = async (path: string, problems: readonly ImportProblem[], lang: Language): Promise<string | undefined> => {
  await rm(path, { force: true })
  if (problems.length === 0) return undefined
  const rows = problems.map(({ file, line, column, header, code, message }) => [file, line ?? '', column ?? '', header ?? '', code, message[lang]])
  await writeFile(path, `\ufeff${[problemHeads[lang], ...rows].map((cells) => `${cells.map(quoted).join(',')}\n`).join('')}`)
  return path
}

const quoted = (cell: string | number): string => `"${String(cell).replaceAll('"', '""')}"`

const tallyRow = ({ file, rows, recorded, alreadyThere, refused, malformed }: FileTally): string[] =>
  [basename(file), formatNumber(rows), formatNumber(recorded), formatNumber(alreadyThere), refused === 0 ? '0' : pc.red(formatNumber(refused)), malformed === 0 ? '0' : pc.red(formatNumber(malformed))]

const emptyTally = (file: string): FileTally => ({ file, template: undefined, rows: 0, recorded: 0, alreadyThere: 0, refused: 0, malformed: 0 })

const summed = (sum: FileTally, each: FileTally): FileTally => ({
  ...sum,
  rows: sum.rows + each.rows,
  recorded: sum.recorded + each.recorded,
  alreadyThere: sum.alreadyThere + each.alreadyThere,
  refused: sum.refused + each.refused,
  malformed: sum.malformed + each.malformed,
})

const columns: readonly { readonly title: Bilingual; readonly align?: 'right' }[] = [
  { title: { vi: 'Tệp', en: 'File' } },
  { title: { vi: 'Dòng', en: 'Rows' }, align: 'right' },
  { title: { vi: 'Ghi mới', en: 'Recorded' }, align: 'right' },
  { title: { vi: 'Đã có', en: 'Already there' }, align: 'right' },
  { title: { vi: 'Bị từ chối', en: 'Refused' }, align: 'right' },
  { title: { vi: 'Sai mẫu', en: 'Malformed' }, align: 'right' },
]

const problemHeads: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Tệp', 'Dòng', 'Ô', 'Cột', 'Mã lỗi', 'Nội dung'],
  en: ['File', 'Line', 'Cell', 'Column', 'Code', 'Message'],
}

const words = {
  total: { vi: 'Cộng', en: 'Total' },
  problems: {
    vi: '{n} lỗi, ghi trong {file}. Hãy sửa rồi nhập lại cùng tệp: mục đã ghi không bị thêm lần nữa.',
    en: '{n} problems, listed in {file}. Mend them and import the same file again: nothing is added twice.',
  },
  interrupted: {
    vi: 'Đã dừng theo yêu cầu. Chạy lại đúng lệnh này để nhập tiếp: mục đã ghi không bị thêm lần nữa.',
    en: 'Stopped as asked. Run the same command again to go on: nothing is added twice.',
  },
} satisfies Readonly<Record<string, Bilingual>>
