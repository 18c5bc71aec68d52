import { z } from 'zod'
import type { JsonObject, NewEvent, Paper, RecordedEvent, UnitRef } from '#event-log'
import type { Bilingual } from './language.js'

/** A value as it stands in the log after sealing; libs/vault makes and opens it. */
export const sealedValue = z.strictObject({ sealed: z.string(), key: z.string(), at: z.string() })
export type Closed = z.infer<typeof sealedValue>

/** `sealedBy` names whose key seals the field: the id of that kind in the same object, or the event's subject. */
type SealedBy = 'person' | 'household' | 'subject'
const fieldMarks = z.registry<{ sealedBy?: SealedBy; internal?: true }>()

/** A field that is sealed in the log: clear in commands and decisions, closed in the log and in read models. */
export const sealed = <Inner extends z.ZodType>(sealedBy: SealedBy, inner: Inner) => {
  const field = z.union([sealedValue, inner])
  fieldMarks.add(field, { sealedBy })
  return field
}

/** A field that is clear in the log but never on a feed. */
export const internal = <Inner extends z.ZodType>(inner: Inner): Inner => {
  fieldMarks.add(inner, { internal: true })
  return inner
}

export interface FieldPath {
  /** Object keys; '*' stands for every element of a list. */
  readonly path: readonly string[]
  readonly sealedBy?: SealedBy | undefined
  readonly internal?: true | undefined
}

/** Day of the fact, paper, unit and rule set: what a decision may say of an event beside its data. */
export interface EventCircumstances {
  readonly occurredOn: string
  readonly unit: UnitRef
  readonly paper?: Paper | undefined
  readonly ruleSetId?: string | undefined
}

/** An event as a decision gives it: not yet recorded, sealed fields still clear. */
export type DecidedEvent<Type extends string = string, Data = unknown> = Omit<NewEvent, 'type' | 'data'> & {
  readonly type: Type
  readonly data: Data
}

/** An event as states fold it: recorded or about to be, sealed fields open. */
export type FactEvent<Type extends string = string, Data = unknown> = DecidedEvent<Type, Data> & {
  readonly eventId: string
  readonly commandId: string
}

/** Brings the data of an older version to the next one. */
export type Upcaster = (data: JsonObject) => JsonObject

export interface EventSpecification<Type extends string, Shape extends z.ZodObject> {
  readonly type: Type
  readonly version: number
  /** What happened, in one sentence. */
  readonly sentence: Bilingual
  /** Strict in form, loose in limits: this shape lasts as long as the log. */
  readonly payload: Shape
  readonly tags: (data: z.infer<Shape>) => readonly (string | undefined)[]
  readonly subject: (data: z.infer<Shape>) => string
  /** One line for a person's eyes: what this very event says, without personal data. */
  readonly describe: (data: z.infer<Shape>) => Bilingual
  /** The shapes of earlier versions, marks and all: events recorded in them stay so in the log and on every feed. */
  readonly earlierPayloads?: Readonly<Record<number, z.ZodObject>>
  /** Key: the version that it takes. */
  readonly upcasters?: Readonly<Record<number, Upcaster>>
}

export interface EventDefinition<Type extends string = string, Shape extends z.ZodObject = z.ZodObject>
  extends EventSpecification<Type, Shape> {
  (data: z.infer<Shape>, circumstances: EventCircumstances, extraTags?: readonly string[]): DecidedEvent<Type, z.infer<Shape>>
  readonly fields: readonly FieldPath[]
}

export type DataOf<Definition> = Definition extends EventDefinition<string, infer Shape> ? z.infer<Shape> : never

export const defineEvent = <Type extends string, Shape extends z.ZodObject>(
  specification: EventSpecification<Type, Shape>,
): EventDefinition<Type, Shape> => {
  const make = (data: z.infer<Shape>, circumstances: EventCircumstances, extraTags: readonly string[] = []): DecidedEvent<Type, z.infer<Shape>> => {
    const subject = specification.subject(data)
    const plain = asPlainJson(data)
    specification.payload.parse(plain)
    const { unit, paper, ...others } = circumstances
    const tags = [...specification.tags(data), ...extraTags, subject].filter((tag) => tag !== undefined)
    return { type: specification.type, version: specification.version, data: plain, subject, tags: [...new Set(tags)].sort(), ...others, unit: { ...unit }, ...(paper === undefined ? {} : { paper: { ...paper } }) }
  }
  return Object.assign(make, specification, { fields: markedFields(specification.payload) })
}

/** Plain as it will be stored: no classes of commands, no undefined keys, so that decided and recorded data compare equal. */
const asPlainJson = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null) return value
  // The copy has the shape of what was copied.
  if (Array.isArray(value)) return value.map(asPlainJson) as Value
  const plain: Record<string, unknown> = {}
  for (const [key, each] of Object.entries(value)) if (each !== undefined) plain[key] = asPlainJson(each)
  return plain as Value
}

/** The shape in which an event of that version was recorded. */
export const getPayload = ({ type, version, payload, earlierPayloads }: EventDefinition, asked: number): z.ZodObject => {
  const found = asked === version ? payload : earlierPayloads?.[asked]
  if (found === undefined) throw new Error(`${type} has no version ${asked}`)
  return found
}

/** Data of an event of any version, brought up to today's shape. */
export const upcast = (definition: EventDefinition, event: Pick<RecordedEvent, 'version' | 'data'>): JsonObject => {
  let data = event.data
  for (let version = event.version; version < definition.version; version += 1) {
    const upcaster = definition.upcasters?.[version]
    if (upcaster === undefined) throw new Error(`${definition.type} has no upcaster from version ${version}`)
    data = upcaster(data)
  }
  return data
}

/** The sealed and internal fields of a shape. */
export const markedFields = (schema: z.ZodType, path: readonly string[] = []): FieldPath[] => {
  const marks = fieldMarks.get(schema)
  if (marks !== undefined) return [{ path, ...marks }]
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape).flatMap(([key, field]) => markedFields(field as z.ZodType, [...path, key]))
  if (schema instanceof z.ZodArray) return markedFields(schema.element as z.ZodType, [...path, '*'])
  if (schema instanceof z.ZodOptional) return markedFields(schema.unwrap() as z.ZodType, path)
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap((option) => markedFields(option, path))
  return []
}
