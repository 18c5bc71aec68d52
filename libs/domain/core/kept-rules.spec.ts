import { describe, expect, it } from '@jest/globals'
import { validateSync } from 'class-validator'
import fc from 'fast-check'
import { decisions } from '../decisions.js'
import { fieldsOf, type FieldDescription } from './fields.js'
import { surelyKeepsRules } from './kept-rules.js'
import { objectOf } from './object-of.js'

type CommandType = new () => object

const wrongs = [undefined, null, '', '  ', 'text', 'two\nlines', 'x'.repeat(600), 0, -1, 1.5, 1e30, true, [], {}, [[]], [null], [undefined], ['text'], [{}], '2023-02-30']

const usual = ({ schema }: FieldDescription): fc.Arbitrary<unknown> => {
  if ('example' in schema) return fc.constant(schema.example)
  if ('oneOf' in schema) return fc.constantFrom('none-known', 7)
  if (typeof schema.pattern === 'string') return fc.stringMatching(new RegExp(`^(?:${schema.pattern})$`))
  return fc.constant(schema.type === 'string' ? 'Thôn Nà Mu' : {})
}

/** Fields as they should be; where `spoiled` is 1 some of them wrong, and some that are unknown. */
const commandOf = (type: CommandType, spoiled: 0 | 1): fc.Arbitrary<object> => {
  const part = (nested: CommandType, list = false) => (list ? fc.array(commandOf(nested, spoiled), { minLength: 1, maxLength: 2 }) : commandOf(nested, spoiled))
  const right = (field: FieldDescription): fc.Arbitrary<unknown> => (field.nested === undefined ? usual(field) : part(field.nested, field.list))
  const fields = [...fieldsOf(type)]
  const values = fields.map(([name, field]) => [name, fc.oneof({ weight: 60, arbitrary: right(field) }, { weight: spoiled, arbitrary: fc.constantFrom(...wrongs) })] as const)
  const known = fc.record(Object.fromEntries(values), { requiredKeys: fields.filter(([, { optional }]) => !optional).map(([name]) => name) })
  const unknown = fc.oneof({ weight: 40, arbitrary: fc.constant({}) }, { weight: spoiled, arbitrary: fc.constant({ unknownField: 5 }) })
  return fc.tuple(known, unknown).map(([ofClass, other]) => ({ ...ofClass, ...other }))
}

const isValid = (command: object): boolean =>
  validateSync(command, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, stopAtFirstError: true }).length === 0

describe('whether a command keeps its rules', () => {
  it.each(decisions.map(({ command }) => command))('is found of %p as class-validator finds it', (type) => {
    fc.assert(fc.property(commandOf(type, 1), (plain) => {
      const command = objectOf(type, plain)
      expect(surelyKeepsRules(command)).toBe(isValid(command))
    }), { numRuns: 60 })
  })

  it.each(decisions.map(({ command }) => command))('is said of every %p without a fault, so that the quick way is the usual one', (type) => {
    fc.assert(fc.property(commandOf(type, 0), (plain) => expect(surelyKeepsRules(objectOf(type, plain))).toBe(true)), { numRuns: 20 })
  })

  it('is not said of an object without a class', () => {
    expect(surelyKeepsRules({})).toBe(false)
    expect(surelyKeepsRules(Object.assign(Object.create(null) as object, { constructor: 'x' }))).toBe(false)
  })
})
