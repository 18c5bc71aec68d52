import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { internal, sealed, type EventDefinition } from '#domain'
import { brokenContracts } from './release.js'
import { releasedToy, toyEvent, toyShape } from './testing/toy-contract.js'

const catalogueOf = (definition: EventDefinition) => new Map([[definition.type, definition]])
const messagesOf = (definition: EventDefinition) => brokenContracts([releasedToy(toyShape)], catalogueOf(definition))
const { goatId, colour, weightGrams, soldOn, kids, price, remark, score } = toyShape.shape

/** What somebody might do to the released shape, and the field and words of the refusal. */
const breaking: readonly (readonly [what: string, payload: z.ZodObject, field: string, says: string])[] = [
  ['a field is removed', toyShape.omit({ weightGrams: true }), 'payload.weightGrams', 'is gone'],
  ['an optional field is removed', toyShape.omit({ soldOn: true }), 'payload.soldOn', 'is gone'],
  ['a field is renamed', toyShape.omit({ weightGrams: true }).extend({ grams: z.int() }), 'payload.weightGrams', 'is gone'],
  ['a required field is added', toyShape.extend({ breed: z.string() }), 'payload.breed', 'was added and is required'],
  ['an optional field becomes required', toyShape.extend({ soldOn: soldOn.unwrap() }), 'payload.soldOn', 'is required now'],
  ['a required field becomes optional', toyShape.extend({ weightGrams: weightGrams.optional() }), 'payload.weightGrams', 'is no longer required'],
  ['a field gets another type', toyShape.extend({ weightGrams: z.string() }), 'payload.weightGrams', 'type was "integer" and is "string"'],
  ['a day becomes any text', toyShape.extend({ soldOn: z.string().optional() }), 'payload.soldOn', 'format was "date"'],
  ['a field gets a limit', toyShape.extend({ weightGrams: z.int().max(90_000) }), 'payload.weightGrams', 'maximum was 9007199254740991 and is 90000'],
  ['a word is removed', toyShape.extend({ colour: z.enum(['black']) }), 'payload.colour', 'no longer has the value "white"'],
  ['a word is added', toyShape.extend({ colour: z.enum(['black', 'white', 'brown']) }), 'payload.colour', 'got the value "brown"'],
  ['a field of rows is removed', toyShape.extend({ kids: z.array(z.strictObject({ name: z.string() })) }), 'payload.kids[].female', 'is gone'],
  ['rows become texts', toyShape.extend({ kids: z.array(z.string()) }), 'payload.kids[]', 'type was "object" and is "string"'],
  ['an alternative is removed', toyShape.extend({ price: z.discriminatedUnion('unit', [price.options[0]]) }), 'payload.price', 'has 1 alternatives instead of 2'],
  ['an alternative gets a required field', toyShape.extend({ price: z.discriminatedUnion('unit', [price.options[0].extend({ paidOn: z.string() }), price.options[1]]) }), 'payload.price.paidOn', 'was added and is required'],
  ['alternatives become one form', toyShape.extend({ price: price.options[0] }), 'payload.price', 'oneOf was'],
  ['a clear field is sealed', toyShape.extend({ weightGrams: sealed('subject', z.int()) }), 'payload.weightGrams', 'is gone'],
  ['a clear field becomes internal', toyShape.extend({ weightGrams: internal(z.int().max(1)) }), 'payload.weightGrams', 'is gone'],
  ['a sealed field is unsealed', toyShape.extend({ remark: z.string().optional() }), 'payload.remark', 'sealedBy was "subject"'],
  ['a sealed field gets another shape', toyShape.extend({ remark: sealed('subject', z.int()).optional() }), 'payload.remark', 'type was "string" and is "integer"'],
  ['a sealed field is closed under another key', toyShape.extend({ remark: sealed('household', z.string()).optional() }), 'payload.remark', 'sealedBy was "subject" and is "household"'],
  ['an internal field is no longer internal', toyShape.extend({ score: z.int().optional() }), 'payload.score', 'internal was true'],
  ['a sealed field is removed', toyShape.omit({ remark: true }), 'payload.remark', 'is gone'],
]

describe('the gate refuses that, in a released version,', () => {
  it.each(breaking)('%s', (_what, payload, field, says) => {
    const messages = messagesOf(toyEvent(payload))
    expect(messages.map(({ en }) => en)).toContainEqual(expect.stringContaining(`goat-weighed v1, ${field}: ${says}`))
    for (const { vi, en } of messages) {
      expect(en).toContain('keep its shape in earlierPayloads[1], raise the version and write upcasters[1]')
      expect(vi).toMatch(/^goat-weighed v1, payload[\w.[\]]*: .+ hãy giữ cấu trúc cũ trong earlierPayloads\[1\], nâng version và viết upcasters\[1\]/)
    }
  })
})

describe('the gate lets pass that', () => {
  it('nothing changes', () => {
    expect(messagesOf(toyEvent(toyShape))).toEqual([])
  })

  it('fields stand in another order', () => {
    expect(messagesOf(toyEvent(z.strictObject({ score, remark, price, kids, soldOn, weightGrams, colour, goatId })))).toEqual([])
  })

  it('optional fields are added, clear or not, of rows and of alternatives too', () => {
    const payload = toyShape.extend({
      breed: z.string().optional(), owner: sealed('subject', z.string()).optional(), rank: internal(z.int()).optional(),
      kids: z.array(z.strictObject({ name: z.string(), female: z.boolean(), colour: z.enum(['black']).optional() })),
      price: z.discriminatedUnion('unit', [price.options[0].extend({ paidOn: z.string().optional() }), price.options[1]]),
    })
    expect(messagesOf(toyEvent(payload))).toEqual([])
  })

  it('a field is described', () => {
    expect(messagesOf(toyEvent(toyShape.extend({ weightGrams: z.int().describe('Live, before slaughter') })))).toEqual([])
  })
})

describe('a new version', () => {
  const payload = toyShape.omit({ weightGrams: true }).extend({ kilograms: z.int() })
  const upcasters = { 1: ({ weightGrams: grams, ...others }: object & { weightGrams?: unknown }) => ({ ...others, kilograms: Math.round(Number(grams) / 1000) }) }

  it('may have any shape, where the earlier one is kept and brought up', () => {
    expect(messagesOf(toyEvent(payload, { version: 2, earlierPayloads: { 1: toyShape }, upcasters }))).toEqual([])
  })

  it('is refused without an upcaster', () => {
    expect(messagesOf(toyEvent(payload, { version: 2, earlierPayloads: { 1: toyShape } }))).toEqual([
      { vi: 'goat-weighed: thiếu upcaster đưa phiên bản 1 lên 2.', en: 'goat-weighed: there is no upcaster that brings version 1 to 2.' },
    ])
  })

  it('is refused where the earlier shape was not kept', () => {
    expect(messagesOf(toyEvent(payload, { version: 2, upcasters })).map(({ en }) => en)).toEqual(['goat-weighed v1 was released and the catalogue no longer knows it: keep its shape in earlierPayloads[1].'])
  })

  it('is refused where the earlier shape was changed with it', () => {
    expect(messagesOf(toyEvent(payload, { version: 2, earlierPayloads: { 1: payload }, upcasters })).map(({ en }) => en)).toContainEqual(expect.stringContaining('goat-weighed v1, payload.weightGrams: is gone'))
  })

  it('does not make up for a type that is gone', () => {
    expect(brokenContracts([releasedToy(toyShape)], new Map()).map(({ vi }) => vi)).toEqual(['goat-weighed v1 đã phát hành nhưng danh mục sự kiện không còn biết; hãy giữ cấu trúc của nó trong earlierPayloads[1].'])
  })
})
