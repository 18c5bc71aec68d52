import { isDeepStrictEqual } from 'node:util'
import { compile } from 'json-schema-to-typescript'
import { dataSchemaOf, eventVersions, publishedTypeOf, type EventVersion, type JsonSchema } from '#contracts'

type CompilerSchema = Parameters<typeof compile>[0]

const banner = `// What subscribers get, as TypeScript: made of contracts/schemas by \`node dist/docs/generate.js\`; a test holds it current.`

/** libs/client/events.ts: the envelope, and the payload of every type and version that is published. */
export const clientTypes = async (): Promise<string> => {
  const versions = eventVersions().map((of) => ({ of, schema: dataSchemaOf(of) }))
  const published = versions.map(({ of }) => [publishedTypeOf(of), { $ref: `#/definitions/${typeName(of)}` }] as const)
  const payloads = versions.map(({ of, schema }) => [typeName(of), { description: schema['description'], ...schema.properties?.['payload'] }] as const)
  const envelope = { description: 'Nói về mọi sự kiện, bên cạnh payload / said of every event, beside its payload', ...envelopeOf(versions.map(({ schema }) => schema)) }
  const whole = {
    description: 'Payload theo loại và phiên bản / the payload by type and version', type: 'object', properties: Object.fromEntries(published), required: published.map(([type]) => type),
    definitions: { EventEnvelope: envelope, ...Object.fromEntries(payloads) },
  }
  const text = await compile(opened(whole) as CompilerSchema, 'PayloadByType', {
    additionalProperties: false, unknownAny: true, unreachableDefinitions: true, bannerComment: banner, style: { semi: false, singleQuote: true, printWidth: 180 },
  })
  // The compiler says of what it was given separately that nothing refers to it, which is no reader's concern.
  const types = text.replace(/\n \*\n \* This interface was referenced by [^\n]*\n \* via the [^\n]*/g, '')
  return `${types}\n/** The types that are known here. */\nexport const eventTypes = [\n${published.map(([type]) => `  '${type}',\n`).join('')}] as const satisfies readonly (keyof PayloadByType)[]\n`
}

/** `recovery-received` v1: RecoveryReceivedV1. */
const typeName = ({ type, version }: EventVersion): string => `${type.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}V${version}`

const envelopeOf = (schemas: readonly JsonSchema[]): JsonSchema => {
  const [envelope, ...others] = schemas.map(({ type, properties, required }) => {
    const { payload: _, ...rest } = properties ?? {}
    return { type, properties: rest, required: required?.filter((field) => field !== 'payload') ?? [] }
  })
  if (envelope === undefined || others.some((other) => !isDeepStrictEqual(other, envelope))) throw new Error('events of different types have different envelopes')
  return envelope
}

/** An object of which nothing is said may hold anything; one of which something is said has the rest that we don't know, and doesn't name it. */
const opened = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(opened)
  if (typeof schema !== 'object' || schema === null) return schema
  const parts = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, opened(part)]))
  return parts['type'] === 'object' && parts['properties'] === undefined ? { ...parts, additionalProperties: true } : parts
}
