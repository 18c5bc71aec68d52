import type { Shape, ShapeField } from './shape.js'
import { referencedId } from './template.js'

/** A command as it might be typed: the examples of its fields, every reference to row 1, or the id itself where no row made it. */
export const commandExampleOf = (shape: Shape): Record<string, unknown> =>
  Object.fromEntries([...shape].map(([name, field]) => [name, exampleOf(field)] as const).filter(([, value]) => value !== undefined))

const exampleOf = (field: ShapeField): unknown => {
  if (field.kind === 'list') return [commandExampleOf(field.shape)]
  if (field.kind === 'part') return commandExampleOf(field.shape)
  const { schema, optional } = field.column.field
  if (schema.format === 'uuid') return referencedId(field.column, '1') === undefined && field.column.name !== 'eventId' ? schema.example : '1'
  if ('example' in schema) return schema.example
  return optional ? undefined : '…'
}
