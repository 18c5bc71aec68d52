import type { ApiBodyOptions } from '@nestjs/swagger'
import { fieldsOf, type FieldDescription } from '#domain'

export type Schema = Extract<ApiBodyOptions, { schema: unknown }>['schema']
type FieldedClass = new () => object

/** The OpenAPI schema of a command, from the descriptions of its fields. */
export const commandSchema = (type: FieldedClass): Schema => {
  const fields = [...fieldsOf(type)]
  return {
    type: 'object',
    additionalProperties: false,
    required: fields.filter(([, { optional }]) => !optional).map(([name]) => name),
    properties: Object.fromEntries(fields.map(([name, field]) => [name, fieldSchema(field)])),
  }
}

const fieldSchema = ({ label, schema, nested, list }: FieldDescription): Schema => {
  const description = `${label.vi} / ${label.en}`
  if (nested === undefined) return { ...schema, description }
  return list ? { ...schema, description, items: commandSchema(nested) } : { ...commandSchema(nested), description }
}

/** A command as it might be sent, from the examples of its fields. */
export const commandExample = (type: FieldedClass): Record<string, unknown> =>
  Object.fromEntries([...fieldsOf(type)].filter(([, { optional, schema }]) => !optional || 'example' in schema).map(([name, field]) => [name, fieldExample(field)]))

const fieldExample = ({ schema, nested, list }: FieldDescription): unknown => {
  if ('example' in schema && schema.example !== undefined) return schema.example
  if (nested !== undefined) return list ? [commandExample(nested)] : commandExample(nested)
  return schema.type === 'object' ? {} : '…'
}

export const recordedSchema: Schema = {
  type: 'object',
  required: ['position', 'events', 'repeated'],
  properties: {
    position: { type: 'integer', example: 1204, description: 'Ask a query with minPosition to see what you recorded' },
    events: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          eventId: { type: 'string', format: 'uuid' },
          type: { type: 'string', example: 'recovery-received' },
          subject: { type: 'string', example: 'obligation:6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a' },
        },
      },
    },
    repeated: { type: 'boolean', example: false, description: 'True when this command had been recorded before' },
  },
}

export const problemSchema: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', example: 'urn:sinhke:problem:recovery-exceeds-outstanding' },
    title: { type: 'string' },
    status: { type: 'integer', example: 422 },
    detail: { type: 'string' },
    code: { type: 'string', example: 'recovery-exceeds-outstanding' },
    facts: { type: 'object', additionalProperties: true },
    errors: { type: 'array', items: { type: 'object', properties: { field: { type: 'string' }, label: { type: 'string' }, message: { type: 'string' } } } },
  },
}
