import { z } from 'zod'
import { eventCorrected, getDefinition, getPayload } from '#domain'
import { day } from '#domain/catalogue/fields'
import { publishedSchemaOf, type JsonSchema } from './json-schema.js'
import { schemaIdOf, type EventVersion } from './names.js'

const about = (vi: string, en: string): string => `${vi} / ${en}`
const text = z.string()
const unit = z.object({ codeSet: text, code: text }).describe(about('Đơn vị hành chính: bộ mã và mã', 'A unit of government: code set and code; after mergers the same code names another unit'))

/** What is said of every event beside its payload. */
const envelope = z.object({
  occurredOn: day.describe(about('Ngày của sự việc theo giấy tờ, giờ Việt Nam', 'The day of the fact by its paper, in Asia/Ho_Chi_Minh')),
  unit,
  paper: z.object({ number: text, date: day, issuer: text, signer: text.optional(), title: text.optional(), scanHash: text.optional().describe('SHA-256 in hex') })
    .optional().describe(about('Giấy tờ làm căn cứ', 'The paper that the fact stands on')),
  ruleSetId: text.optional().describe(about('Bộ quy tắc đã áp dụng', 'The rule set that it was judged by')),
  entrySource: z.enum(['paper', 'app', 'import', 'policy']).describe(about('Nhập bằng cách nào', 'How it was entered')),
  actor: z.object({ id: text, role: text, unit: unit.optional() }).describe(about('Người ghi: mã ngẫu nhiên, không có tên', 'Who recorded it: a random id, never a name')),
  tags: z.array(text).describe(about('Sự kiện nói về những gì', 'What the event is about')),
  position: z.int().min(1).describe(about('Vị trí trong sổ: 1, 2, 3 … không thiếu số nào', 'Its position in the log: 1, 2, 3 … without gaps')),
  correlationId: text, commandId: text, causationId: text.optional(),
  correctsEventId: text.optional().describe(about('Sự kiện được đính chính', 'The event that this one corrects')),
})

const replacementMeaning = about(
  'Nội dung đúng, theo lược đồ payload của correctedType phiên bản correctedVersion',
  'The payload that holds instead, of the payload schema of correctedType in version correctedVersion',
)

/** The JSON Schema of the payload of events of one version. */
export const payloadSchemaOf = ({ type, version }: EventVersion, definition = getDefinition(type)): JsonSchema => {
  const schema = publishedSchemaOf(getPayload(definition, version))
  const { replacement, ...others } = schema.properties ?? {}
  if (type !== eventCorrected.type || replacement === undefined) return schema
  return { ...schema, properties: { ...others, replacement: { ...replacement, description: replacementMeaning } } }
}

/** The JSON Schema 2020-12 of a published event's `data`. */
export const dataSchemaOf = (of: EventVersion, definition = getDefinition(of.type)): JsonSchema => {
  const { sentence } = definition
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: schemaIdOf(of), title: `${of.type} v${of.version}`, description: about(sentence.vi, sentence.en), ...withPayload(payloadSchemaOf(of, definition)) }
}

/** The envelope alone, for documents that say it once. */
export const envelopeSchema = (): JsonSchema => publishedSchemaOf(envelope)

const withPayload = (payload: JsonSchema): JsonSchema => {
  const { properties, required = [], ...others } = envelopeSchema()
  return { ...others, properties: { ...properties, payload }, required: [...required, 'payload'] }
}
