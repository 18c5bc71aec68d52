import { fieldsOf, type FieldDescription } from '#domain'

/** One cell of a row: where its value goes in the command, and how it is written. */
export interface Column {
  /** "Giấy tờ: Số giấy tờ": the field's label under those of its parts. */
  readonly header: string
  readonly field: FieldDescription
  /** The field's own name in its part, e.g. `householdId`. */
  readonly name: string
  /** A file without this column can't give a whole command. */
  readonly required: boolean
}

export type ShapeField =
  | { readonly kind: 'cell'; readonly column: Column }
  | { readonly kind: 'part'; readonly shape: Shape; readonly optional: boolean }
  | { readonly kind: 'list'; readonly shape: Shape }

/** A command as a tree of cells, parts and lists, so that rows can be put together and taken apart alike. */
export type Shape = ReadonlyMap<string, ShapeField>

export interface ShapeOptions {
  readonly prefix?: string
  readonly required?: boolean
  readonly without?: readonly string[]
}

export const shapeOf = (type: new () => object, { prefix = '', required = true, without = [] }: ShapeOptions = {}): Shape => {
  const fields = [...fieldsOf(type)].filter(([name]) => !without.includes(name))
  return new Map(fields.map(([name, field]) => [name, shapeField(name, field, { prefix, required })]))
}

const shapeField = (name: string, field: FieldDescription, { prefix, required }: { prefix: string; required: boolean }): ShapeField => {
  const header = prefix + field.label.vi
  const needed = required && !field.optional
  if (field.nested === undefined) return { kind: 'cell', column: { header, field, name, required: needed } }
  const shape = shapeOf(field.nested, { prefix: `${header}: `, required: needed })
  return field.list ? { kind: 'list', shape } : { kind: 'part', shape, optional: field.optional }
}

/** Every column of a shape, in the order of the fields. */
export const columnsOf = (shape: Shape): Column[] =>
  [...shape.values()].flatMap((field) => (field.kind === 'cell' ? [field.column] : columnsOf(field.shape)))

/** The columns outside of its lists: what tells one element of a list from the next. */
export const ownColumnsOf = (shape: Shape): Column[] =>
  [...shape.values()].flatMap((field) => {
    if (field.kind === 'list') return []
    return field.kind === 'cell' ? [field.column] : ownColumnsOf(field.shape)
  })

export const hasLists = (shape: Shape): boolean =>
  [...shape.values()].some((field) => field.kind === 'list' || (field.kind === 'part' && hasLists(field.shape)))
