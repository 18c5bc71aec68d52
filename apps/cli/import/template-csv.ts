import { commandExampleOf } from './example.js'
import { writeCell } from './cell.js'
import { columnsOf, type Column, type Shape, type ShapeField } from './shape.js'
import { rowNumberHeader, type Template } from './template.js'

type Plain = Readonly<Record<string, unknown>>
type Cells = ReadonlyMap<Column, string>

/** A template's file: its header, and rows that assemble to these commands. Things are named by row numbers. */
export const csvOf = (template: Template, entries: readonly { readonly number: string | number; readonly plain: Plain }[]): string => {
  const columns = columnsOf(template.shape)
  const header = [rowNumberHeader, ...columns.map((column) => column.header)]
  const rows = entries.flatMap(({ number, plain }) =>
    rowsOf(template.shape, plain).map((cells) => [String(number), ...columns.map((column) => cells.get(column) ?? '')]),
  )
  return [header, ...rows].map((cells) => `${cells.map(quoted).join(',')}\n`).join('')
}

/** The empty template with one row as an example. */
export const exampleCsv = (template: Template): string => csvOf(template, [{ number: 1, plain: commandExampleOf(template.shape) }])

/** The rows of a part: its cells stand on the first, the elements of its lists one below another, lists side by side. */
const rowsOf = (shape: Shape, plain: Plain): Cells[] =>
  sideBySide([...shape].map(([name, field]) => fieldRows(field, plain[name])))

const fieldRows = (field: ShapeField, value: unknown): Cells[] => {
  if (value === undefined) return []
  if (field.kind === 'cell') return [new Map([[field.column, cellText(field.column, value)]])]
  if (field.kind === 'part') return rowsOf(field.shape, value as Plain)
  return (value as readonly Plain[]).flatMap((element) => rowsOf(field.shape, element))
}

const sideBySide = (blocks: readonly Cells[][]): Cells[] => {
  const height = Math.max(1, ...blocks.map((rows) => rows.length))
  return Array.from({ length: height }, (_, index) => new Map(blocks.flatMap((rows) => [...(rows[index] ?? [])])))
}

const cellText = ({ field }: Column, value: unknown): string => (field.schema.format === 'uuid' ? String(value) : writeCell(value, field))

const quoted = (text: string): string => (/[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
