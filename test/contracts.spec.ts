import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Parser } from '@asyncapi/parser'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import { eventVersions, findEventVersion, publishedEvent, schemaFileOf, schemaIdOf, versionName, versionsWithoutSample, type JsonSchema, type PublishedEvent, type ReleasedVersion } from '#contracts'
import { eventCorrected, getDefinition, getPayload, inTodaysShape, type Correction } from '#domain'
import type { RecordedEvent } from '#event-log'
import { chosenOf } from '../docs/take-samples.js'
import { generate } from '../docs/generate.js'
import { contractFiles, examplesOf } from '../docs/source/contract-files.js'
import { readReleased } from '../docs/source/contract-folder.js'
import { runCli, temporaryFolder } from './cli-process.js'
import { projectFolder, runNode } from './project.js'

const log = { source: 'urn:sinhke:log:thai-nguyen', incarnation: '0d6c2f0e-5f4b-4c7e-9a55-2b8f7d3c1e60' }

interface Message {
  readonly examples?: readonly { readonly headers?: unknown; readonly payload: unknown }[]
}

let released: readonly ReleasedVersion[]
const ajv = new Ajv2020({ strict: true, strictRequired: true })
ajvFormats.default(ajv)

beforeAll(async () => {
  released = await readReleased(join(projectFolder, 'contracts'))
  for (const { schema = {} } of released) ajv.addSchema(schema)
})

/** What is wrong with an event by the committed schema that it names; of a correction also with what it puts in place. */
const problemsWith = ({ dataschema, data }: Pick<PublishedEvent, 'dataschema' | 'data'>): unknown[] => {
  const isValid = ajv.getSchema(dataschema)
  if (isValid === undefined) return [`no schema ${dataschema}`]
  if (!isValid(data)) return [...(isValid.errors ?? [])]
  const { correctedType: type, correctedVersion: version, replacement } = data.payload as unknown as Partial<Correction>
  if (dataschema !== schemaIdOf(eventCorrected) || replacement === undefined) return []
  const isPayload = ajv.getSchema(`${schemaIdOf({ type: type ?? '', version: version ?? 0 })}#/properties/payload`)
  return isPayload?.(replacement) === true ? [] : [...(isPayload?.errors ?? [`no schema of ${type}`])]
}

describe('the contracts that are committed', () => {
  it('are what the code makes of the catalogue today: node dist/docs/generate.js', async () => {
    const made = contractFiles(released)
    for (const [path, text] of made) expect([path, await readFile(join(projectFolder, path), 'utf8')]).toEqual([path, text])
    const schemas = (await readdir(join(projectFolder, 'contracts/schemas'))).map((file) => `contracts/schemas/${file}`)
    expect(schemas.filter((path) => !made.has(path))).toEqual([])
  })

  it('have a schema and kept events of every version: node dist/docs/take-samples.js <sinhke events --json>', () => {
    expect(versionsWithoutSample(released)).toEqual([])
    expect(released.map(versionName).sort()).toEqual(eventVersions().map(versionName).sort())
  })

  it('have schemas that ajv takes in strict mode, each under an id of its own', () => {
    for (const { schema = {}, ...version } of released) {
      expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: schemaIdOf(version), description: expect.stringMatching(/.+ \/ .+/) })
      expect(ajv.getSchema(schemaIdOf(version))).toBeInstanceOf(Function)
    }
    expect(released.length).toBeGreaterThan(50)
  })

  it('would not be taken with a word that JSON Schema does not know, or with one that says nothing of its type', () => {
    const [{ schema } = {}] = released
    for (const wrong of [{ optionl: true }, { minimum: 1 }]) expect(() => ajv.compile({ ...schema, $id: `urn:sinhke:wrong:${Object.keys(wrong).join()}`, ...wrong })).toThrow('strict mode')
  })

  it('are open to fields that come later', () => {
    expect(JSON.stringify(released.map(({ schema }) => schema))).not.toMatch(/additionalProperties|unevaluatedProperties/)
  })
})

describe('the kept events of every released version', () => {
  const events = (): readonly RecordedEvent[] => released.flatMap(({ recorded }) => recorded?.events ?? [])

  it('are of their version, and still in the shape that the catalogue keeps of it', () => {
    for (const { type, version, recorded } of released) {
      for (const event of recorded?.events ?? []) {
        expect(event).toMatchObject({ type, version })
        expect(getPayload(getDefinition(type), version).parse(event.data)).toEqual(event.data)
      }
    }
    expect(events().length).toBeGreaterThan(100)
  })

  it('are brought up to today', () => {
    for (const event of events()) {
      const { type, version, data } = inTodaysShape(event)
      expect(version).toBe(getDefinition(type).version)
      expect(() => getDefinition(type).payload.parse(data)).not.toThrow()
      expect(getDefinition(type).describe(data as never).vi).toMatch(/^[^{}]+$/)
    }
  })

  it('are published as the schema of their version says', () => {
    expect(events().flatMap((event) => problemsWith(publishedEvent(event, log)).map((problem) => [event.type, problem]))).toEqual([])
  })

  it('are not valid with a field missing, nothing or something else in its place', () => {
    for (const event of events()) {
      const { data, dataschema } = publishedEvent(event, log)
      const { payload } = data
      const { required = [], properties } = released.find(({ type, version }) => type === event.type && version === event.version)?.schema ?? {}
      const ofPayload = properties?.payload ?? {}
      const spoiled = [
        ...required.flatMap((key) => [{ ...data, [key]: undefined }, { ...data, [key]: null }, { ...data, [key]: [[]] }]),
        ...(ofPayload.required ?? []).flatMap((key) => [undefined, null, [[]]].map((value) => ({ ...data, payload: { ...payload, [key]: value } }))),
        ...Object.keys(ofPayload.properties ?? {}).map((key) => ({ ...data, payload: { ...payload, [key]: null } })),
      ].map((each) => JSON.parse(JSON.stringify(each)) as PublishedEvent['data'])
      expect(spoiled.filter((each) => problemsWith({ data: each, dataschema }).length === 0)).toEqual([])
      expect(spoiled.length).toBeGreaterThan(25)
    }
  })

  it('are the smallest that show between them what a log has of optional fields and words', () => {
    const [event] = events()
    if (event === undefined) throw new Error('no event has been kept')
    const of = (data: RecordedEvent['data']): RecordedEvent => ({ ...event, data })
    const [plain, red, more, again] = [of({ id: 1 }), of({ id: 2, colour: 'red' }), of({ id: 3, colour: 'blue', rows: [{ until: 4 }] }), of({ id: 5, colour: 'red', rows: [] })]
    expect(chosenOf([plain, red, more, again])).toEqual([plain, red, more])
  })
})

describe('the small sample, run through the commands', () => {
  let folder: string
  let published: readonly PublishedEvent[]
  beforeAll(async () => {
    folder = await temporaryFolder()
    expect(await runCli('import', join(projectFolder, 'samples/small'), '--data-dir', folder)).toMatchObject({ code: 0 })
    const { stdout } = await runCli('events', '--json', '--limit', '100000', '--data-dir', folder)
    published = stdout.trim().split('\n').map((line) => publishedEvent(JSON.parse(line) as RecordedEvent, log))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is published as the committed schemas say', () => {
    expect(published.flatMap((event) => problemsWith(event).map((problem) => [event.type, problem]))).toEqual([])
    expect(published.length).toBeGreaterThan(300)
    expect(published.map(({ type }) => findEventVersion(type)).every((version) => version !== undefined)).toBe(true)
  })

  it('leaves the house without anything closed', () => {
    expect(published.filter((event) => /"sealed"|"scores"|"identity"|"village"|"finding"/.test(JSON.stringify(event)))).toEqual([])
  })
})

describe('the AsyncAPI document', () => {
  it('has no fault for the official parser, but that there is a later AsyncAPI', async () => {
    const { document, diagnostics } = await new Parser().parse(await readFile(join(projectFolder, 'contracts/asyncapi.json'), 'utf8'))
    expect(diagnostics.map(({ code, path, message }) => ({ code, path: path.join('.'), message })).filter(({ code }) => code !== 'asyncapi-latest-version')).toEqual([])
    expect(document?.channels().all().map((channel) => [channel.id(), channel.address(), channel.messages().length])).toEqual([
      ['topic', 'sinhke.events.v1', eventVersions().length], ['stream', '/events', 1], ['pages', '/events', 1], ['webhook', '/{path}', 1],
    ])
  })

  it('would not pass the parser with a message that is not there', async () => {
    const { channels: { stream }, ...others } = JSON.parse(await readFile(join(projectFolder, 'contracts/asyncapi.json'), 'utf8')) as { readonly asyncapi: string; readonly channels: { readonly stream: object } }
    const { diagnostics } = await new Parser().parse({ ...others, channels: { stream: { ...stream, messages: { streamed: { $ref: '#/components/messages/nothing' } } } }, operations: {}, components: {} })
    expect(diagnostics.map(({ code }) => code)).toContain('invalid-ref')
  })

  it('has examples that fit the headers and the payload of their message', async () => {
    const { components } = JSON.parse(await readFile(join(projectFolder, 'contracts/asyncapi.json'), 'utf8')) as { readonly components: { readonly messages: Readonly<Record<string, Message>> } }
    const names = Object.keys(components.messages)
    const document = new Ajv2020({ strict: false })
    ajvFormats.default(document)
    document.addSchema({ $id: 'urn:sinhke:asyncapi', components })
    const wrong = (name: string, part: 'headers' | 'payload', shown: unknown): unknown[] => {
      const isValid = document.getSchema(`urn:sinhke:asyncapi#/components/messages/${name}/${part}`)
      return isValid?.(shown) === true ? [] : [[name, part, isValid?.errors]]
    }
    const messages = names.flatMap((name) => (components.messages[name]?.examples ?? []).map((example) => ({ name, ...example })))
    expect(messages.flatMap(({ name, headers, payload }) => [...(headers === undefined ? [] : wrong(name, 'headers', headers)), ...wrong(name, 'payload', payload)])).toEqual([])
    expect(messages.filter(({ name, payload }) => wrong(name, 'payload', { ...(payload as object), payload: 1, data: 1, events: 1 }).length === 0)).toEqual([])
    expect(messages.map(({ name }) => name)).toEqual(names)
  })

  it('has a real example of every version', () => {
    expect([...examplesOf(released).keys()].sort()).toEqual(eventVersions().map(versionName).sort())
  })
})

describe('the generator', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sinhke-contracts-'))
    await cp(join(projectFolder, 'contracts'), join(folder, 'contracts'), { recursive: true })
  })
  afterAll(() => rm(folder, { recursive: true }))

  const file = () => join(folder, 'contracts/schemas', schemaFileOf({ type: 'recovery-received', version: 1 }))
  const change = async (replace: (schema: JsonSchema) => JsonSchema): Promise<string> => {
    const text = JSON.stringify(replace(JSON.parse(await readFile(file(), 'utf8')) as JsonSchema))
    await writeFile(file(), text)
    return text
  }

  it('writes what is compatible over what was released', async () => {
    await change(({ description: _, ...schema }) => schema)
    await generate(folder)
    expect(await readFile(file(), 'utf8')).toBe(await readFile(join(projectFolder, 'contracts/schemas/recovery-received.v1.json'), 'utf8'))
  })

  it("writes the types of the client's events as they are committed", async () => {
    await generate(folder)
    expect(await readFile(join(folder, 'libs/client/events.ts'), 'utf8')).toBe(await readFile(join(projectFolder, 'libs/client/events.ts'), 'utf8'))
  })

  it('writes nothing where today breaks what was released, and says which field and what to do', async () => {
    const withReceipt = { properties: { receiptNumber: { type: 'string' } } }
    const text = await change((schema) => ({ ...schema, properties: { ...schema.properties, payload: { ...schema.properties?.payload, properties: { ...schema.properties?.payload?.properties, ...withReceipt.properties } } } }))
    const { code, stderr } = await runNode([join(projectFolder, 'dist/docs/generate.js'), folder])
    expect(code).toBe(1)
    expect(stderr).toContain('recovery-received v1, payload.receiptNumber: không còn')
    expect(stderr).toContain('recovery-received v1, payload.receiptNumber: is gone (removed, renamed or withheld). A released version doesn\'t change: keep its shape in earlierPayloads[1], raise the version and write upcasters[1]')
    expect(await readFile(file(), 'utf8')).toBe(text)
  })
})
