import { getDefinition } from '#domain'
import { envelopeSchema, payloadSchemaOf } from '../data-schema.js'
import { eventVersions } from '../event-versions.js'
import type { JsonSchema } from '../json-schema.js'
import { publishedTypeOf, schemaIdOf, type EventVersion } from '../names.js'

export const refTo = (kind: string, name: string): { readonly $ref: string } => ({ $ref: `#/components/${kind}/${name}` })

/** By type and version, e.g. `recovery-received.v1`. */
export const versionName = ({ type, version }: EventVersion): string => `${type}.v${version}`

const text = { type: 'string' } as const
const uri = { ...text, format: 'uri' } as const
const position = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const

/** CloudEvents attributes but type and dataschema, which say the version. */
const attributes: Readonly<Record<string, JsonSchema>> = {
  specversion: { ...text, const: '1.0' },
  id: { ...text, format: 'uuid', description: 'eventId' },
  source: { ...uri, description: 'Sổ / the log' },
  type: { ...text, pattern: '^vn\\.sinhke\\.[a-z-]+\\.v[1-9][0-9]*$' },
  subject: { ...text, minLength: 1, description: 'Khóa: trong cùng một khóa thứ tự được giữ / the key; within it the order is kept' },
  time: { ...text, format: 'date-time', description: 'recordedAt: lúc ghi vào sổ / when it entered the log' },
  datacontenttype: { ...text, const: 'application/json' },
  dataschema: { ...uri, description: '$id của lược đồ / of the JSON Schema of data' },
  sequence: { ...text, pattern: '^[0-9]{19}$', description: 'Vị trí, đủ 19 chữ số / position, zero-padded' },
  incarnation: { ...text, minLength: 1, description: 'Đổi khi sổ được khôi phục từ bản sao lưu / another one after a backup was restored' },
}

const headerOf = (name: string): string => (name === 'datacontenttype' ? 'content-type' : `ce_${name}`)

const objectOf = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({ type: 'object', properties, required: Object.keys(properties) })

const typed = (of: EventVersion, prefix: string): JsonSchema =>
  objectOf({ [`${prefix}type`]: { ...text, const: publishedTypeOf(of) }, [`${prefix}dataschema`]: { ...text, const: schemaIdOf(of) } })

/** The headers of one version's messages on the topic. */
export const headersOf = (of: EventVersion): JsonSchema => ({ allOf: [refTo('schemas', 'cloud-event-headers'), typed(of, 'ce_')] })

const dataOf = (of: EventVersion): JsonSchema => {
  const { sentence } = getDefinition(of.type)
  return { title: versionName(of), description: `${sentence.vi} / ${sentence.en}`, allOf: [refTo('schemas', 'envelope'), objectOf({ payload: payloadSchemaOf(of) })] }
}

const pageSchema: JsonSchema = {
  ...objectOf({ events: { type: 'array', items: refTo('schemas', 'cloud-event') }, next: position, head: position, incarnation: text }),
  description: 'next: hỏi tiếp sau vị trí này / ask after this position next',
}

/** The shapes of everything that is sent: the envelope once, each version's data by it. */
export const componentSchemas = (): Readonly<Record<string, JsonSchema>> => ({
  envelope: envelopeSchema(),
  'cloud-event': {
    allOf: [objectOf({ ...attributes, data: { type: 'object' } }), { oneOf: eventVersions().map((of) => ({ title: versionName(of), allOf: [typed(of, ''), objectOf({ data: refTo('schemas', versionName(of)) })] })) }],
  },
  'cloud-event-headers': objectOf(Object.fromEntries(Object.entries(attributes).map(([name, schema]) => [headerOf(name), schema]))),
  page: pageSchema,
  ...Object.fromEntries(eventVersions().map((of) => [versionName(of), dataOf(of)])),
})
