import { z } from 'zod'
import { catalogue, fundingLine, type EventDefinition } from '#domain'
import { day, unitRef } from '#domain/catalogue/fields'
import { dong } from '#domain/core/money'
import { rules } from '#domain/programme/rules'

const intro = `# Sự kiện / Events

Every type of event that the log holds, with the shape of its data: what the log keeps for ever. Around it stands the
envelope (\`libs/event-log/event.ts\`): position, ids, day, instant, actor, paper, unit, rule set. *sealed* fields are closed
under the key of the one they name, *internal* ones are clear in the log but never on a feed; the tags say what an event is
about and guard decisions. A correction bears the tags of what it corrects; where a paper may give rise to a fact only
once, the fact bears a \`paper\` tag too. Written by \`node dist/docs/generate.js\`; a test holds it current.

Mọi loại sự kiện trong sổ và nội dung của chúng.
`

/** Every event type by its name: version, sentence, tags, and each field with its form and marks. */
export const eventsPage = (): string => {
  const definitions = [...catalogue.values()].sort((one, other) => (one.type < other.type ? -1 : 1))
  return `${intro}\n${definitions.map(sectionOf).join('\n')}`
}

const sectionOf = (definition: EventDefinition): string => {
  const { type, version, sentence, payload } = definition
  const tags = tagKindsOf(definition).map((kind) => `\`${kind}\``).join(', ')
  const rows = rowsOf(payload, '').map(({ path, form }) => `| \`${path}\` | ${form} | ${marksOf(definition, path)} |`)
  return [`## \`${type}\` v${version}`, '', `${sentence.vi} ${sentence.en}`, '', `Tags: ${tags === '' ? 'those of the corrected event' : tags}`, '', '| field | form | |', '|---|---|---|', ...rows, ''].join('\n')
}

const marksOf = ({ fields }: EventDefinition, path: string): string => {
  const marks = fields.find((field) => asPath(field.path) === path)
  if (marks === undefined) return ''
  return marks.sealedBy === undefined ? '*internal*' : `*sealed*, key of the ${marks.sealedBy}`
}

const asPath = (path: readonly string[]): string => path.join('.').replaceAll('.*', '[]')

interface Row {
  readonly path: string
  readonly form: string
}

/** Shapes that have a name of their own. */
const named: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [day, 'day'], [dong, 'whole đồng'], [unitRef, '{ codeSet, code }'], [fundingLine, 'funding line: { programme, component, source, budgetYear, carriedFrom?, amountDong }'], [rules, 'rules, as published'],
])

/** A row a field; the fields of lists and alternatives under their path. */
const rowsOf = (schema: z.ZodType, path: string): Row[] => {
  const name = named.get(schema)
  if (name !== undefined) return [{ path, form: name }]
  if (schema instanceof z.ZodOptional) return optional(rowsOf(schema.unwrap() as z.ZodType, path))
  if (schema instanceof z.ZodArray) return rowsOf(schema.element as z.ZodType, `${path}[]`)
  if (isSealed(schema)) return [{ path, form: inWords(schema.options[1]) }]
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap((option) => rowsOf(option, path))
  if (schema instanceof z.ZodObject) return fieldsOf(schema).flatMap(([key, field]) => rowsOf(field, path === '' ? key : `${path}.${key}`))
  return [{ path, form: inWords(schema) }]
}

const optional = ([first, ...rest]: Row[]): Row[] => (first === undefined ? [] : [{ ...first, form: `${first.form} (optional)` }, ...rest])

/** A sealed field is either closed or, before it is recorded, clear. */
const isSealed = (schema: z.ZodType): schema is z.ZodUnion<[z.ZodType, z.ZodType]> =>
  schema instanceof z.ZodUnion && schema.options[0] instanceof z.ZodObject && 'sealed' in schema.options[0].shape

const fieldsOf = (schema: z.ZodObject): [string, z.ZodType][] => Object.entries(schema.shape) as [string, z.ZodType][]

const inWords = (schema: z.ZodType): string => {
  const name = named.get(schema)
  if (name !== undefined) return name
  if (schema instanceof z.ZodUUID) return 'UUID'
  if (schema instanceof z.ZodEnum) return schema.options.map((option) => `\`${option}\``).join(', ')
  if (schema instanceof z.ZodLiteral) return [...schema.values].map((value) => `\`${String(value)}\``).join(', ')
  if (schema instanceof z.ZodNumber) return 'whole number'
  if (schema instanceof z.ZodObject) return `{ ${fieldsOf(schema).map(([key, field]) => (field instanceof z.ZodOptional ? `${key}?` : key)).join(', ')} }`
  return schema instanceof z.ZodRecord ? 'object' : schema.def.type === 'boolean' ? 'yes or no' : 'text'
}

/** The kinds of tags that an event can bear, from examples of its data. */
const tagKindsOf = (definition: EventDefinition): string[] => {
  const kinds = samplesOf(definition.payload).flatMap((sample) => definition.tags(sample as never)).map((tag) => tag?.slice(0, tag.indexOf(':')))
  return [...new Set(kinds.filter((kind) => kind !== undefined))]
}

/** Data of that shape, every field there: one for each of the alternatives. */
const samplesOf = (schema: z.ZodType): unknown[] => {
  if (schema instanceof z.ZodOptional) return samplesOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodArray) return samplesOf(schema.element as z.ZodType).map((sample) => [sample])
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap(samplesOf)
  if (schema instanceof z.ZodEnum) return schema.options.slice(0, 1)
  if (schema instanceof z.ZodLiteral) return [...schema.values]
  if (!(schema instanceof z.ZodObject)) return ['…']
  return fieldsOf(schema).reduce<unknown[]>((samples, [key, field]) => samplesOf(field).flatMap((value, index) => (index === 0 ? samples : samples.slice(0, 1)).map((sample) => ({ ...(sample as object), [key]: value }))), [{}])
}
