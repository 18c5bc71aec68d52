import { beforeAll, describe, expect, it } from '@jest/globals'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { z } from 'zod'
import { decisions, findDecision, MalformedCommand, parseCommand } from '#domain'
import { ApiProcess } from './api-process.js'

type Json = Readonly<Record<string, unknown>>

interface MediaType {
  readonly schema?: Json
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Json }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> }
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Readonly<Record<string, MediaType>> }>>
  readonly security?: readonly Json[]
}

interface Document {
  readonly openapi: string
  readonly info: Json
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: { readonly securitySchemes?: Json }
}

interface Route {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

/** What the linter would have otherwise, and why it is as it is. */
const exceptions: Readonly<Record<string, string>> = {
  'info-license #/info': 'Under which licence an API may be used is for who operates it.',
  'operation-4xx-response #/paths/~1health/get/responses': 'It takes nothing that a caller could get wrong.',
}

let document: Document
let routes: readonly Route[]

beforeAll(async () => {
  const api = await ApiProcess.start()
  document = (await api.send('/openapi.json')).body as unknown as Document
  await api.stop()
  routes = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
})

/** Every value at a key of this name, at any depth. */
const valuesAt = (node: unknown, key: string): unknown[] => {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node as Json).flatMap(([each, value]): unknown[] => [...(each === key ? [value] : []), ...valuesAt(value, key)])
}

const pointed = (pointer: string): unknown =>
  pointer.slice(2).split('/').reduce<unknown>((node, part) => (node as Json | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], document)

const problemsWith = (schema: Json, value: unknown): string[] => {
  const result = z.fromJSONSchema(schema).safeParse(value)
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

const examplesOf = ({ example, examples = {} }: MediaType): unknown[] => [...(example === undefined ? [] : [example]), ...Object.values(examples).map(({ value }) => value)]

const commandRoutes = (): readonly Route[] => routes.filter(({ path }) => path.startsWith('/commands/'))
const bodyOf = ({ operation }: Route): MediaType => operation.requestBody?.content['application/json'] ?? {}
const isAccepted = (name: string, command: unknown): boolean => {
  const row = findDecision(name)
  if (row === undefined) throw new Error(`no command ${name}`)
  try {
    parseCommand(row.command, command)
    return true
  } catch (error) {
    if (error instanceof MalformedCommand) return false
    throw error
  }
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3 with a title, a version and a way to authenticate', () => {
    expect(document.openapi).toMatch(/^3\.[01]\.\d+$/)
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
    expect(Object.values(document.components?.securitySchemes ?? {})).toContainEqual(expect.objectContaining({ type: 'http', scheme: 'bearer' }))
  })

  it('has no fault for a linter, by the rules that it recommends', async () => {
    const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: 'openapi.json', config: await createConfig({ extends: ['recommended'] }) })
    const found = problems.map(({ ruleId, message, location }) => ({ ruleId, at: location[0]?.pointer ?? '', message }))
    expect(found.filter(({ ruleId, at }) => exceptions[`${ruleId} ${at}`] === undefined)).toEqual([])
    expect(found.map(({ ruleId, at }) => `${ruleId} ${at}`).sort()).toEqual(Object.keys(exceptions).sort())
  })

  it('refers to nothing that it does not hold', () => {
    expect(valuesAt(document, '$ref').filter((pointer) => typeof pointer !== 'string' || !pointer.startsWith('#/') || pointed(pointer) === undefined)).toEqual([])
  })

  it('names every operation once and says what it is and what it answers', () => {
    const ids = routes.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { operation } of routes) {
      expect(operation).toMatchObject({ operationId: expect.stringMatching(/^[a-z][a-z-]*$/), summary: expect.stringMatching(/.+ \/ .+/) })
      const responses = Object.entries(operation.responses ?? {})
      expect(responses.length).toBeGreaterThan(0)
      for (const [status, { description }] of responses) expect([status, description]).toEqual([expect.stringMatching(/^[1-5](\d\d|XX)$/), expect.any(String)])
    }
  })

  it('declares the parameters in its paths', () => {
    for (const { path, operation } of routes) {
      const inPath = [...path.matchAll(/\{(.+?)\}/g)].map((match) => match[1])
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      expect(declared.map(({ name }) => name).sort()).toEqual(inPath.sort())
      expect(declared.every(({ required }) => required === true)).toBe(true)
    }
  })

  it('asks for a token everywhere but at the open routes', () => {
    expect(routes.filter(({ operation }) => (operation.security ?? []).length === 0).map(({ path }) => path)).toEqual(['/health'])
  })

  it('has schemas that a validator can read, and examples that fit them', () => {
    const medias = valuesAt(document.paths, 'content').flatMap((content) => Object.values(content as Readonly<Record<string, MediaType>>))
    const wrong = medias.flatMap((media) => examplesOf(media).flatMap((example) => problemsWith(media.schema ?? {}, example)))
    expect(wrong).toEqual([])
    const parameters = routes.flatMap(({ operation }) => operation.parameters ?? [])
    expect(parameters.flatMap(({ name, schema }) => (schema !== undefined && 'example' in schema ? problemsWith(schema, schema['example']).map((problem) => `${name} ${problem}`) : []))).toEqual([])
    expect(medias.length).toBeGreaterThan(10)
  })
})

describe('the commands in the OpenAPI document', () => {
  it('are those of the decision table', () => {
    expect(commandRoutes().map(({ path, method }) => `${method} ${path}`).sort()).toEqual(decisions.map(({ name }) => `post /commands/${name}`).sort())
  })

  it('each need an Idempotency-Key', () => {
    for (const { operation } of commandRoutes()) expect(operation.parameters).toContainEqual(expect.objectContaining({ in: 'header', name: 'Idempotency-Key', required: true }))
  })

  it('each have an example that the door takes', () => {
    const refused = commandRoutes().filter((route) => examplesOf(bodyOf(route)).length === 0 || !examplesOf(bodyOf(route)).every((example) => isAccepted(route.operation.operationId ?? '', example)))
    expect(refused.map(({ path }) => path)).toEqual([])
  })

  it('lack a field or have one too many for the door exactly when they do by their schema', () => {
    for (const route of commandRoutes()) {
      const name = route.operation.operationId ?? ''
      const { schema = {} } = bodyOf(route)
      const example = examplesOf(bodyOf(route))[0] as Json
      const changed = [{ ...example, nonsense: 1 }, ...Object.keys(example).map((field) => ({ ...example, [field]: undefined })), ...Object.keys(example).map((field) => ({ ...example, [field]: null }))]
      for (const command of changed.map((each) => JSON.parse(JSON.stringify(each)) as Json)) expect({ name, command, accepted: isAccepted(name, command) }).toEqual({ name, command, accepted: problemsWith(schema, command).length === 0 })
    }
  })
})

