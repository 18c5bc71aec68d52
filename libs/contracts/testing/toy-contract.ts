import { z } from 'zod'
import { defineEvent, internal, sealed, type EventDefinition, type Upcaster } from '#domain'
import { day } from '#domain/catalogue/fields'
import { dataSchemaOf } from '../data-schema.js'
import { recordedSchemaOf } from '../json-schema.js'
import type { ReleasedVersion } from '../release.js'

/** A shape with something of everything. */
export const toyShape = z.strictObject({
  goatId: z.uuid(), colour: z.enum(['black', 'white']), weightGrams: z.int(), soldOn: day.optional(), kids: z.array(z.strictObject({ name: z.string(), female: z.boolean() })),
  price: z.discriminatedUnion('unit', [z.strictObject({ unit: z.literal('dong'), amountDong: z.int() }), z.strictObject({ unit: z.literal('rice'), kilograms: z.int() })]),
  remark: sealed('subject', z.string()).optional(), score: internal(z.int()).optional(),
})

export interface ToyVersions {
  readonly version?: number
  readonly earlierPayloads?: Readonly<Record<number, z.ZodObject>>
  readonly upcasters?: Readonly<Record<number, Upcaster>>
}

export const toyEvent = (payload: z.ZodObject, versions: ToyVersions = {}): EventDefinition =>
  defineEvent({
    type: 'goat-weighed', version: 1, ...versions, sentence: { vi: 'Một con dê được cân.', en: 'A goat was weighed.' }, payload, tags: () => ['goat:1'], subject: () => 'goat:1', describe: () => ({ vi: 'Cân dê', en: 'Weighed' }),
  })

/** What would have been released of version 1 in that shape. */
export const releasedToy = (shape: z.ZodObject): ReleasedVersion => {
  const definition = toyEvent(shape)
  const version = { type: definition.type, version: 1 }
  return { ...version, schema: dataSchemaOf(version, definition), recorded: { shape: recordedSchemaOf(shape), events: [] } }
}
