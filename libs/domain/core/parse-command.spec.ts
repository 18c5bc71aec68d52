import { describe, expect, it } from '@jest/globals'
import { AdjustCapital } from '../capital/adjust-capital.js'
import { AssignCapital } from '../capital/assign-capital.js'
import { RegisterHousehold } from '../household/register-household.js'
import { PublishRuleSet } from '../programme/publish-rule-set.js'
import { adjustCapital, assignCapital, fundingLineOf, head, publishRuleSet, registerHousehold, rules } from '../testing/examples.js'
import { MalformedCommand, parseCommand, type FieldError } from './parse-command.js'

const programmeId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'

const errorsOf = (parse: () => unknown): readonly FieldError[] => {
  try {
    parse()
  } catch (error) {
    if (error instanceof MalformedCommand) return error.errors
    throw error
  }
  return []
}
const capital = (fields: object) => errorsOf(() => parseCommand(AssignCapital, assignCapital(programmeId, { ...fields }).fields))
const households = (fields: object) => errorsOf(() => parseCommand(RegisterHousehold, registerHousehold({ ...fields }).fields))
const ruleSets = (fields: object) => errorsOf(() => parseCommand(PublishRuleSet, publishRuleSet(programmeId, { rules: { ...rules, ...fields } }).fields))
const named = (errors: readonly FieldError[]): string[] => errors.map(({ field }) => field)

describe('a command', () => {
  it('is read out of well-formed JSON into its classes', () => {
    const command = parseCommand(RegisterHousehold, registerHousehold().fields)
    expect(command).toBeInstanceOf(RegisterHousehold)
    expect(command.members[0]?.name).toBe('Triệu Thị Sính')
  })

  it('composes its text, at any depth', () =>
    expect(parseCommand(RegisterHousehold, registerHousehold({ members: [head({ name: 'Triệu Thị Sính'.normalize('NFD') })] }).fields).members[0]?.name).toBe('Triệu Thị Sính'))

  it.each([[null], [[]], ['text'], [7], [undefined]])('is no %p', (plain) => expect(named(errorsOf(() => parseCommand(AssignCapital, plain)))).toEqual(['']))

  it('has no unknown field, at any depth', () => {
    expect(capital({ amount: 5 })).toMatchObject([{ field: 'amount', message: { vi: 'không có trường này' } }])
    expect(named(capital({ fundingLines: [fundingLineOf({ programme: 'NTP-X' })] }))).toEqual(['fundingLines.0.programme'])
    expect(named(households({ members: [head({ __proto__: undefined, personId: programmeId })] }))).toEqual(['members.0.personId'])
    expect(named(households({ toString: 'x', members: [head({ constructor: 'x' })] }))).toEqual(['members.0.constructor', 'toString'])
  })

  it.each([['490000000'], [1.5], [0], [-1], [1e30], [Number.MAX_SAFE_INTEGER], [null], [true], [[5]], [{}], [Number.NaN], [Number.POSITIVE_INFINITY]])('has no amount of %p', (amountDong) =>
    expect(capital({ fundingLines: [fundingLineOf({ amountDong })] })).toMatchObject([
      { field: 'fundingLines.0.amountDong', label: { vi: 'Số tiền' }, message: { vi: 'phải là số nguyên từ 1 đến 10000000000000' } },
    ]))

  it.each(['2023-02-29', '29/02/2024', '', 20230210, null, ['2023-02-10']])('has no day %p', (occurredOn) => expect(named(capital({ occurredOn }))).toEqual(['occurredOn']))

  it.each([[null], [''], ['  '], ['a\u0000b'], ['two\nlines'], ['\ud800'], [5], ['x'.repeat(501)]])('has no text %p', (criteria) => expect(named(capital({ criteria }))).toEqual(['criteria']))

  it('says what is missing', () => expect(capital({ unit: undefined })).toMatchObject([{ field: 'unit', message: { vi: 'bắt buộc phải có' } }]))

  it.each([[null], [[]], ['05551'], [5]])('has no unit %p', (unit) => expect(named(capital({ unit }))).toEqual(['unit']))

  it.each([[null], [[]], [{}], ['text'], [[null]], [['text']], [[[]]], [[[head()]]]])('has no members %p', (members) => expect(named(households({ members }))[0]).toMatch(/^members/))

  it('names every field that is wrong, with its path', () =>
    expect(named(households({ village: 5, members: [head({ citizenNumber: '123', birthDate: '2023-02-30' }), { relation: 'cousin', name: '' }] })).sort()).toEqual([
      'members.0.birthDate', 'members.0.citizenNumber', 'members.1.name', 'members.1.relation', 'village',
    ]))

  it.each(['12345678', '1234567890', '0191850001234', 'O19185000123', '019185000123 ', 19185000123])('has no citizen number %p', (citizenNumber) =>
    expect(named(households({ members: [head({ citizenNumber })] }))).toEqual(['members.0.citizenNumber']))

  it.each([[-1], [101], [59.5], ['60']])('has no share of %p percent', (targetSharePercent) => expect(named(ruleSets({ targetSharePercent }))).toEqual(['rules.targetSharePercent']))

  it.each([[0], [-1], [1.5], ['none'], [null], ['300000000'], [1e30]])('has no cap %p', (projectCapDong) => expect(named(ruleSets({ projectCapDong }))).toEqual(['rules.projectCapDong']))

  it.each([[0], [101], ['none'], [59.5]])('has no cap of %p percent', (percent) =>
    expect(named(ruleSets({ stateShareCaps: [{ mode: 'community', areaKind: 'other', percent }] }))).toEqual(['rules.stateShareCaps.0.percent']))

  it.each([[0], [1.5], ['-5'], [-1e30], [null]])('has no change of %p', (changeDong) =>
    expect(named(errorsOf(() => parseCommand(AdjustCapital, adjustCapital(programmeId, [{ changeDong }]).fields)))).toEqual(['changes.0.changeDong']))

  it.each([[[]], [['poor', 'poor']], [['rich']], ['poor'], [null]])('has no target classes %p', (targetClasses) => expect(named(ruleSets({ targetClasses }))).toEqual(['rules.targetClasses']))
})
