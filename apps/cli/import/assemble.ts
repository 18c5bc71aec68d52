import type { Bilingual } from '#domain'
import { readCell, type CellValue } from './cell.js'
import type { CsvProblem } from './csv-problem.js'
import type { Entry } from './entry.js'
import type { Row, Sheet } from './read-rows.js'
import { columnsOf, ownColumnsOf, type Column, type Shape, type ShapeField } from './shape.js'
import { asRowNumber, eventOfRow, referencedId, type Template } from './template.js'

/** A command as plain JSON, and where each of its fields stands in the file. */
export interface Assembled {
  readonly plain: Readonly<Record<string, unknown>>
  readonly problems: readonly CsvProblem[]
  /** Where the field at this path (`members.0.name`), or the first one of its part, stands. */
  readonly placeOf: (path: string) => Pick<CsvProblem, 'line' | 'column' | 'header'>
}

/** Puts the rows of one number together as the command of their template. */
export const assemble = ({ template, columnOf }: Pick<Sheet, 'template' | 'columnOf'>, entry: Entry): Assembled => {
  const places = new Map<string, Place>()
  const problems: CsvProblem[] = []
  const firstLine = entry.rows[0]?.line
  const shown = ({ row, column }: Place) => ({ line: row.line, column: columnOf(column), header: column.header })
  const plain = assemblePart(template.shape, entry.rows, '', {
    template,
    place: (path, place) => void places.set(path, place),
    report: (place, code, message) => void problems.push({ ...shown(place), code, message }),
  })
  const placeOf = (path: string) => {
    const found = places.get(path) ?? [...places].find(([each]) => each.startsWith(`${path}.`) || each.endsWith(`.${path}`))?.[1]
    return found === undefined ? { line: firstLine } : shown(found)
  }
  return { plain: plain ?? {}, problems, placeOf }
}

interface Place {
  readonly row: Row
  readonly column: Column
}

interface Assembly {
  readonly template: Template
  readonly place: (path: string, place: Place) => void
  readonly report: (place: Place, code: string, message: Bilingual) => void
}

const assemblePart = (shape: Shape, rows: readonly Row[], prefix: string, assembly: Assembly): Record<string, unknown> | undefined => {
  if (rows.every((row) => isBlank(row, columnsOf(shape)))) return undefined
  const values = [...shape].map(([name, field]) => [name, assembleField(field, rows, prefix + name, assembly)] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}

const assembleField = (field: ShapeField, rows: readonly Row[], path: string, assembly: Assembly): unknown => {
  if (field.kind === 'cell') return assembleCell(field.column, rows, path, assembly)
  if (field.kind === 'part') return assemblePart(field.shape, rows, `${path}.`, assembly)
  const elements = elementsOf(field.shape, rows)
  return elements.length === 0 ? undefined : elements.map((each, index) => assemblePart(field.shape, each, `${path}.${index}.`, assembly))
}

/** The value of a cell that every row of its number leaves blank or repeats. */
const assembleCell = (column: Column, rows: readonly Row[], path: string, assembly: Assembly): unknown => {
  const filled = rows.filter((row) => textOf(row, column) !== '')
  const row = filled[0] ?? rows[0]
  if (row === undefined) return undefined
  assembly.place(path, { row, column })
  const other = filled.find((each) => textOf(each, column) !== textOf(row, column))
  if (other !== undefined) assembly.report({ row: other, column }, 'row-number-repeated', differs(row))
  const text = textOf(row, column)
  const read = text === '' ? { value: undefined } : readValue(text, column, assembly.template)
  if ('value' in read) return read.value
  assembly.report({ row, column }, 'cell-malformed', read.problem)
  return undefined
}

/** Rows as the elements of a list: in a list that holds lists, rows with the same own cells, or none, go on with the element before. */
const elementsOf = (shape: Shape, rows: readonly Row[]): Row[][] => {
  const own = ownColumnsOf(shape)
  const nested = own.length < columnsOf(shape).length
  const elements: Row[][] = []
  for (const row of rows.filter((each) => !isBlank(each, columnsOf(shape)))) {
    const first = elements.at(-1)?.[0]
    const goesOn = nested && first !== undefined && (isBlank(row, own) || own.every((column) => textOf(row, column) === textOf(first, column)))
    if (goesOn) elements.at(-1)?.push(row)
    else elements.push([row])
  }
  return elements
}

/** A thing is named by the number of the row that made it, or by its UUID. */
const readValue = (text: string, column: Column, { corrects }: Template): CellValue => {
  if (column.field.schema.format !== 'uuid') return readCell(text, column.field)
  if (uuid.test(text)) return { value: text.toLowerCase() }
  const number = asRowNumber(text)
  const id = number && (column.name === 'eventId' && corrects !== undefined ? eventOfRow(corrects.name, number) : referencedId(column, number))
  return id === undefined ? { problem: notReference } : { value: id }
}

const textOf = (row: Row, column: Column): string => row.cells.get(column) ?? ''
const isBlank = (row: Row, columns: readonly Column[]): boolean => columns.every((column) => textOf(row, column) === '')

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const differs = ({ line, number }: Row): Bilingual => ({
  vi: `số dòng ${number} đã dùng ở dòng ${line} với nội dung khác ở cột này`,
  en: `row number ${number} stands on line ${line} with other content in this column`,
})
const notReference: Bilingual = { vi: 'phải là số dòng đã ghi nội dung đó, hoặc mã UUID', en: 'must be the number of the row that recorded it, or a UUID' }
