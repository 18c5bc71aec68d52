import { z } from 'zod'
import { markedFields } from '#domain'

/** A JSON Schema 2020-12, as far as shapes of the catalogue need it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
}

/** The override's own view of a schema that is being made. */
type Draft = z.core.JSONSchema.BaseSchema

const uuidPattern = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
const dayPattern = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'

/** What subscribers get of a shape: without its sealed and internal fields, and open, since a later event may have more optional fields. */
export const publishedSchemaOf = (shape: z.ZodType): JsonSchema =>
  jsonSchemaOf(shape, (schema, draft) => {
    delete draft.additionalProperties
    if (schema instanceof z.ZodObject) withhold(schema, draft)
  })

/** What the log holds of a shape: closed, every field there, the marked ones with their mark. */
export const recordedSchemaOf = (shape: z.ZodType): JsonSchema =>
  jsonSchemaOf(shape, (schema, draft) => {
    const marks = markedFields(schema).find(({ path }) => path.length === 0)
    if (marks?.sealedBy !== undefined) draft.sealedBy = marks.sealedBy
    if (marks?.internal !== undefined) draft.internal = marks.internal
  })

const jsonSchemaOf = (shape: z.ZodType, override: (schema: z.ZodType, draft: Draft) => void): JsonSchema => {
  const { $schema: _, $defs: __, ...schema } = z.toJSONSchema(shape, {
    override: ({ zodSchema, jsonSchema }) => {
      // Never skipped: it is what withholds.
      if (!(zodSchema instanceof z.ZodType)) throw new Error('the catalogue is made of zod, not of zod/mini')
      override(zodSchema, jsonSchema)
      if (zodSchema instanceof z.ZodRecord) anyObject(jsonSchema)
      // A validator that takes `format` for a remark, as the standard lets it, still has the pattern.
      if (jsonSchema.format === 'uuid') jsonSchema.pattern = uuidPattern
      if (jsonSchema.format === 'date') jsonSchema.pattern = dayPattern
    },
  })
  // Without what zod hangs on it that is no keyword.
  return JSON.parse(JSON.stringify(schema)) as JsonSchema
}

const withhold = (schema: z.ZodObject, draft: Draft): void => {
  const withheld = (key: string) => markedFields(schema.shape[key] as z.ZodType).some(({ path }) => path.every((step) => step === '*'))
  const { properties = {}, required = [] } = draft
  draft.properties = Object.fromEntries(Object.entries(properties).filter(([key]) => !withheld(key)))
  const left = required.filter((key) => !withheld(key))
  if (left.length > 0) draft.required = left
  else delete draft.required
}

const anyObject = (draft: Draft): void => {
  delete draft.propertyNames
  delete draft.additionalProperties
}
