import { describe, expect, it } from '@jest/globals'
import { plainToInstance } from 'class-transformer'
import { validateSync } from 'class-validator'
import fc from 'fast-check'
import { decisions } from '../decisions.js'
import { fieldsOf, type FieldDescription } from './fields.js'
import { surelyKeepsRules } from './kept-rules.js'

type CommandType = new () => object

const wrongs = [undefined, null, '', '  ', 'text', 'two\nlines', 'x'.repeat(600), 0, -1, 1.5, 1e30, true, [], {}, [[]], [null], [undefined], ['text'], [{}], '2023-02-30']

const usual = ({ schema }: FieldDescription): unknown => {
  if ('example' in schema) return schema.example
  if ('oneOf' in schema) return 'none-known'
  return schema.type === 'string' ? 'Thôn Nà Mu' : {}
}

const rightValue = (field: FieldDescription): fc.Arbitrary<unknown> => {
  if (field.nested === undefined) return fc.constant(usual(field))
  return field.list === true ? fc.array(commandOf(field.nested), { minLength: 1, maxLength: 2 }) : commandOf(field.nested)
}

/** Fields as they should be for the most part, some missing, wrong or unknown. */
const commandOf = (type: CommandType): fc.Arbitrary<object> => {
  const valueOf = (field: FieldDescription) => fc.oneof({ weight: 60, arbitrary: rightValue(field) }, { weight: 1, arbitrary: fc.constantFrom(...wrongs) })
  const fields = [...fieldsOf(type)]
  const requiredKeys = fields.filter(([, { optional }]) => !optional).map(([name]) => name)
  const known = fc.record(Object.fromEntries(fields.map(([name, field]) => [name, valueOf(field)])), { requiredKeys })
  const unknown = fc.oneof({ weight: 40, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constant({ unknownField: 5 }) })
  return fc.tuple(known, unknown).map(([ofClass, other]) => ({ ...ofClass, ...other }))
}

const isValid = (command: object): boolean =>
  validateSync(command, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, stopAtFirstError: true }).length === 0

describe('whether a command keeps its rules', () => {
  it.each(decisions.map(({ command }) => command))('is found of %p as class-validator finds it', (type) => {
    fc.assert(fc.property(commandOf(type), (plain) => {
      const command = plainToInstance(type, plain)
      expect(surelyKeepsRules(command)).toBe(isValid(command))
    }), { numRuns: 60 })
  })

  it('is said of most commands that are sent, so that the quick way is the usual one', () => {
    const kept = decisions.filter(({ command }) => fc.sample(commandOf(command), 40).some((plain) => surelyKeepsRules(plainToInstance(command, plain))))
    expect(kept.length).toBe(decisions.length)
  })

  it('is not said of an object without a class', () => {
    expect(surelyKeepsRules({})).toBe(false)
    expect(surelyKeepsRules(Object.assign(Object.create(null) as object, { constructor: 'x' }))).toBe(false)
  })
})
