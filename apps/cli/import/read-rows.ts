import { CsvError, parse } from 'csv-parse/sync'
import type { Bilingual } from '#domain'
import { UnreadableFile, type CsvProblem } from './csv-problem.js'
import { readLines, type Line } from './read-lines.js'
import { asRowNumber, findTemplateByHeaders, foldHeader, rowNumberHeader, templates, type Template } from './template.js'
import type { Column } from './shape.js'

export interface Row {
  readonly line: number
  readonly number: string
  readonly endByte: number
  /** By column of the template: the trimmed text; a column that the file leaves out is blank. */
  readonly cells: ReadonlyMap<Column, string>
}

/** A line that gave no row; its number is known where it could still be read. */
export interface BadRow {
  readonly problem: CsvProblem
  readonly number: string | undefined
  readonly endByte: number
}

export type ReadRow = Row | BadRow

export interface Sheet {
  readonly template: Template
  /** The number of a template's column in this file, from 1. */
  readonly columnOf: (column: Column) => number | undefined
  readonly rows: AsyncIterable<ReadRow>
}

/** Opens a CSV file: its template is `named`, or the one that its header fits. Throws `UnreadableFile`. */
export const openSheet = async (file: string, named: Template | undefined): Promise<Sheet> => {
  const lines = readLines(file)
  const first = await lines.next()
  if (first.done) throw new UnreadableFile({ code: 'file-empty', message: { vi: 'tệp trống', en: 'the file is empty' } })
  const delimiter = delimiterOf(headerText(first.value))
  const headers = splitHeader(first.value, delimiter)
  const template = named ?? findTemplateByHeaders(headers)
  if (template === undefined) throw new UnreadableFile({ line: 1, ...noTemplate })
  const places = placesOf(headers, template)
  return { template, columnOf: (column) => places.get(column), rows: readRows(lines, { delimiter, headers, template, places }) }
}

interface Layout {
  readonly delimiter: string
  readonly headers: readonly string[]
  readonly template: Template
  readonly places: ReadonlyMap<Column, number>
}

async function* readRows(lines: AsyncIterable<Line>, layout: Layout): AsyncGenerator<ReadRow> {
  for await (const line of lines) {
    const row = readRow(line, layout)
    if (row !== undefined) yield row
  }
}

const readRow = ({ number: line, text, isUtf8, endByte }: Line, { delimiter, headers, template, places }: Layout): ReadRow | undefined => {
  const numberIndex = headers.findIndex((header) => foldHeader(header) === foldHeader(rowNumberHeader))
  const bad = (problem: Omit<CsvProblem, 'line'>, number: string | undefined): BadRow => ({ problem: { line, ...problem }, number, endByte })
  const cells = splitLine(text, delimiter)
  const number = asRowNumber(('code' in cells ? text.split(delimiter) : cells)[numberIndex] ?? '')
  if (!isUtf8) return bad({ code: 'line-not-utf8', message: notUtf8 }, number)
  if ('code' in cells) return bad(cells, number)
  // Spreadsheets leave rows of bare separators below the last one.
  if (cells.every((cell) => cell.trim() === '')) return undefined
  if (cells.length > headers.length) return bad({ column: headers.length + 1, code: 'too-many-cells', message: tooManyCells(cells.length, headers.length) }, number)
  if (number === undefined) return bad({ column: numberIndex + 1, header: rowNumberHeader, code: 'row-number-missing', message: noRowNumber }, number)
  return { line, number, endByte, cells: new Map(template.columns.map((column) => [column, (cells[(places.get(column) ?? 0) - 1] ?? '').trim()])) }
}

/** Where each column stands. Throws for headers that are unknown, missing or there twice. */
const placesOf = (headers: readonly string[], { columns, fileName }: Template): Map<Column, number> => {
  const byHeader = new Map(columns.map((column) => [foldHeader(column.header), column]))
  const folded = headers.map(foldHeader)
  headers.forEach((header, index) => {
    const known = byHeader.has(folded[index] as string) || folded[index] === foldHeader(rowNumberHeader)
    if (!known && header.trim() !== '') throw new UnreadableFile({ line: 1, column: index + 1, header, code: 'column-unknown', message: unknownColumn(header, fileName) })
    if (header.trim() !== '' && folded.indexOf(folded[index] as string) < index) throw new UnreadableFile({ line: 1, column: index + 1, header, code: 'column-repeated', message: repeatedColumn(header) })
  })
  const missing = [rowNumberHeader, ...columns.filter(({ required }) => required).map(({ header }) => header)].filter((header) => !folded.includes(foldHeader(header)))
  if (missing.length > 0) throw new UnreadableFile({ line: 1, code: 'column-missing', message: missingColumns(missing, fileName) })
  return new Map(columns.flatMap((column) => {
    const index = folded.indexOf(foldHeader(column.header))
    return index < 0 ? [] : [[column, index + 1] as const]
  }))
}

const headerText = ({ text, isUtf8 }: Line): string => {
  if (!isUtf8) throw new UnreadableFile({ line: 1, code: 'file-not-utf8', message: { vi: 'tệp không phải UTF-8; hãy lưu lại dạng "CSV UTF-8"', en: 'the file is not UTF-8: save it as "CSV UTF-8"' } })
  return text
}

const splitHeader = (line: Line, delimiter: string): string[] => {
  const headers = splitLine(headerText(line), delimiter)
  if ('code' in headers) throw new UnreadableFile({ line: 1, ...headers })
  return headers
}

/** Vietnamese spreadsheets write semicolons, since the comma is their decimal sign. */
const delimiterOf = (header: string): string => {
  const count = (sign: string) => header.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** No field holds a line break, so a line is split by itself, and a quote left open spoils no other line. */
const splitLine = (text: string, delimiter: string): string[] | Pick<CsvProblem, 'code' | 'column' | 'message'> => {
  if (!text.includes('"')) return text.split(delimiter)
  try {
    const records: string[][] = parse(text, { delimiter })
    return records[0] ?? []
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const index: unknown = error.column
    return { code: 'quote-unbalanced', message: unbalanced, column: typeof index === 'number' ? index + 1 : undefined }
  }
}

const notUtf8: Bilingual = { vi: 'dòng có ký tự không phải UTF-8; hãy lưu lại tệp dạng "CSV UTF-8"', en: 'the line is not UTF-8: save the file as "CSV UTF-8"' }
const noRowNumber: Bilingual = { vi: 'mỗi dòng cần số của nó (chữ số, hoặc mã như VH-012)', en: "every row needs its own number (digits, or a code such as VH-012)" }
const unbalanced: Bilingual = { vi: 'dấu ngoặc kép chưa khép hoặc đặt sai; ô không được chứa xuống dòng', en: 'a quote is not closed or out of place; a cell holds no line break' }
const tooManyCells = (cells: number, headers: number): Bilingual => ({ vi: `dòng có ${cells} ô nhưng tiêu đề chỉ có ${headers}`, en: `the row has ${cells} cells, the header ${headers}` })
const unknownColumn = (header: string, fileName: string): Bilingual => ({ vi: `mẫu ${fileName} không có cột "${header}"`, en: `template ${fileName} has no column "${header}"` })
const repeatedColumn = (header: string): Bilingual => ({ vi: `cột "${header}" có hai lần`, en: `column "${header}" stands twice` })
const missingColumns = (headers: readonly string[], fileName: string): Bilingual => {
  const list = headers.map((header) => `"${header}"`).join(', ')
  return { vi: `thiếu cột ${list} của mẫu ${fileName}`, en: `column ${list} of template ${fileName} is missing` }
}
const noTemplate = {
  code: 'template-unknown',
  message: {
    vi: `không nhận ra mẫu từ tên tệp hay tiêu đề; hãy đặt tên tệp như ${templates[0]?.fileName ?? ''}.csv (xem: sinhke import --templates)`,
    en: `neither the file's name nor its header is that of a template: name it like ${templates[0]?.fileName ?? ''}.csv (see: sinhke import --templates)`,
  },
}
