import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import fc from 'fast-check'
import { z } from 'zod'
import { getDefinition, getPayload } from '#domain'
import { breakingChanges } from './compatibility.js'
import { dataSchemaOf, payloadSchemaOf } from './data-schema.js'
import { eventVersions } from './event-versions.js'
import type { JsonSchema } from './json-schema.js'
import { publishedEvent } from './published-event.js'
import { arbitraryEvent, log } from './testing/recorded.js'

type Draft = Record<string, unknown> & { properties?: Record<string, Draft>; required?: string[]; enum?: unknown[]; items?: Draft; anyOf?: Draft[]; oneOf?: Draft[] }

/** Every schema in a schema, itself first. */
const within = (schema: Draft): Draft[] => [
  schema, ...[...Object.values(schema.properties ?? {}), ...(schema.items === undefined ? [] : [schema.items]), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(within),
]

/** Each does one thing to a schema; false where there is nothing to do it to. */
const breaks: Readonly<Record<string, (schema: Draft, pick: number) => boolean>> = {
  removes: ({ properties = {} }, pick) => take(Object.keys(properties), pick, (key) => Reflect.deleteProperty(properties, key)),
  renames: ({ properties = {} }, pick) => take(Object.keys(properties), pick, (key) => {
    properties[`${key}Renamed`] = properties[key] as Draft
    Reflect.deleteProperty(properties, key)
  }),
  requires: (schema, pick) => take(Object.keys(schema.properties ?? {}).filter((key) => !schema.required?.includes(key)), pick, (key) => (schema.required = [...(schema.required ?? []), key])),
  frees: (schema, pick) => take(schema.required ?? [], pick, (key) => (schema.required = (schema.required ?? []).filter((each) => each !== key))),
  'adds a required field': (schema) => schema.properties !== undefined && Object.assign(schema, { properties: { ...schema.properties, surprise: { type: 'string' } }, required: [...(schema.required ?? []), 'surprise'] }) === schema,
  retypes: (schema) => typeof schema.type === 'string' && Object.assign(schema, { type: schema.type === 'string' ? 'integer' : 'string' }) === schema,
  'narrows an enum': (schema) => schema.enum !== undefined && (schema.enum = schema.enum.slice(1)) !== undefined,
  'widens an enum': (schema) => schema.enum !== undefined && schema.enum.push('surprise') > 0,
  'drops an alternative': ({ anyOf, oneOf }) => (anyOf ?? oneOf)?.pop() !== undefined,
  'lowers a limit': (schema) => typeof schema.maximum === 'number' && (schema.maximum -= 1) > 0,
  'loses its format': (schema) => schema.format !== undefined && Reflect.deleteProperty(schema, 'format'),
}

const take = (keys: readonly string[], pick: number, act: (key: string) => unknown): boolean => {
  const key = keys[pick % Math.max(keys.length, 1)]
  if (key === undefined) return false
  act(key)
  return true
}

const anyVersion = fc.constantFrom(...eventVersions())
const copyOf = (schema: JsonSchema): Draft => JSON.parse(JSON.stringify(schema)) as Draft
const asSchema = (draft: Draft): JsonSchema => draft

describe('of any released schema', () => {
  it.each(Object.entries(breaks))('a change that %s is seen wherever it is made', (_name, change) => {
    const changed = eventVersions().flatMap((version) => {
      const released = payloadSchemaOf(version)
      return within(copyOf(released)).flatMap((_, place) => {
        const today = copyOf(released)
        return change(within(today)[place] ?? {}, place) ? [{ version, place, changes: breakingChanges(released, asSchema(today)) }] : []
      })
    })
    expect(changed.filter(({ changes }) => changes.length === 0)).toEqual([])
    expect(changed.length).toBeGreaterThan(10)
  })

  it('optional fields and remarks may come anywhere', () => {
    fc.assert(
      fc.property(anyVersion, fc.nat(), (version, place) => {
        const released = dataSchemaOf(version)
        const today = copyOf(released)
        const places = within(today)
        const schema = places[place % places.length] as Draft
        schema.description = 'Nói rõ thêm'
        if (schema.properties !== undefined) schema.properties.surprise = { type: 'object', properties: { deep: { type: 'string' } }, required: ['deep'] }
        expect(breakingChanges(released, asSchema(today))).toEqual([])
      }),
    )
  })
})

describe('a refinement in the catalogue', () => {
  /** Every zod schema in a shape. */
  const withinShape = (schema: z.ZodType): z.ZodType[] => {
    if (schema instanceof z.ZodObject) return [schema, ...Object.values(schema.shape).flatMap((field) => withinShape(field as z.ZodType))]
    if (schema instanceof z.ZodUnion) return [schema, ...(schema.options as z.ZodType[]).flatMap(withinShape)]
    if (schema instanceof z.ZodArray) return [schema, ...withinShape(schema.element as z.ZodType)]
    return schema instanceof z.ZodOptional ? withinShape(schema.unwrap() as z.ZodType) : [schema]
  }

  it('is said in JSON Schema too, so that no reader and no gate overlooks it', () => {
    const schemas = eventVersions().flatMap(({ type, version }) => withinShape(getPayload(getDefinition(type), version)))
    const refined = schemas.filter(({ def }) => def.checks?.some((check) => check._zod.def.check === 'custom'))
    expect(refined.length).toBeGreaterThan(10)
    expect(refined.filter((schema) => schema.meta()?.format === undefined)).toEqual([])
  })
})

describe('a published event', () => {
  const ajv = new Ajv2020({ strict: true, strictRequired: true })
  ajvFormats.default(ajv)

  it('is valid by the schema of its version, whatever its data, and still so with fields that the reader does not know', () => {
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        const { data } = publishedEvent(event, log)
        const isValid = ajv.getSchema(`urn:sinhke:event:${event.type}.v${event.version}`) ?? ajv.compile(dataSchemaOf(event))
        expect([isValid(data), isValid.errors]).toEqual([true, null])
        expect(isValid({ ...data, newer: 1, payload: { ...data.payload, newer: [1] }, actor: { ...data.actor, newer: true } })).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })
})
