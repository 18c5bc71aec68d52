import { describe, expect, it } from '@jest/globals'
import { fieldsOf } from '#domain'
import { ClassifyHousehold } from '#domain/household/classify-household'
import { AssignCapital } from '#domain/capital/assign-capital'
import { CashFields } from '#domain/contribution/contribution-fields'
import { GroupMemberFields } from '#domain/group/form-group'
import { RulesFields } from '#domain/programme/rule-fields'
import { readCell, writeCell } from './cell.js'

const field = (type: new () => object, name: string) => {
  const found = fieldsOf(type).get(name)
  if (found === undefined) throw new Error(`${type.name} has no field ${name}`)
  return found
}
const amount = field(CashFields, 'amountDong')
const validFrom = field(ClassifyHousehold, 'validFrom')
const povertyClass = field(ClassifyHousehold, 'povertyClass')
const experienced = field(GroupMemberFields, 'experienced')
const projectCap = field(RulesFields, 'projectCapDong')
const targetClasses = field(RulesFields, 'targetClasses')

describe('reading a cell', () => {
  it.each([['117.325.000.000', 117_325_000_000], ['4000000', 4_000_000], ['-5', -5], ['-4.000.000', -4_000_000], ['0', 0]])('takes %s as a whole number', (text, value) => {
    expect(readCell(text, amount)).toEqual({ value })
  })

  it.each(['1.5', '1,5', '1,000', '1.00', '0.500', '1.0000', '1e9', '5 000', '12đ', '1.000,00', '٣'])('takes %s for no whole number', (text) => {
    expect(readCell(text, amount)).toHaveProperty('problem')
  })

  it.each(['30/10/2023', '2023-10-30', '30-10-2023'])('takes %s as a day', (text) => {
    expect(readCell(text, validFrom)).toEqual({ value: '2023-10-30' })
  })

  it.each(['29/02/2023', '2023-02-29', '31/04/2024', '10/30/2023', '30/10/23', 'hôm qua', '45229'])('takes %s for no day', (text) => {
    expect(readCell(text, validFrom)).toHaveProperty('problem')
  })

  it.each([['hộ cận nghèo', 'near-poor'], ['HO CAN NGHEO', 'near-poor'], ['near-poor', 'near-poor'], ['Cận nghèo', 'near-poor']])('takes %s as the class %s', (text, value) => {
    expect(readCell(text, povertyClass)).toEqual({ value })
  })

  it('tells which values there are, in words', () => {
    expect(readCell('giàu', povertyClass)).toMatchObject({ problem: { vi: expect.stringContaining('hộ nghèo, hộ cận nghèo') } })
  })

  it.each([['có', true], ['Không', false], ['x', true], ['true', true]])('takes %s as %s', (text, value) => {
    expect(readCell(text, experienced)).toEqual({ value })
  })

  it('takes a cap, or that none is known', () => {
    expect(readCell('300.000.000', projectCap)).toEqual({ value: 300_000_000 })
    expect(readCell('chưa có', projectCap)).toEqual({ value: 'none-known' })
  })

  it('takes a list of values', () => {
    expect(readCell('hộ nghèo | hộ cận nghèo', targetClasses)).toEqual({ value: ['poor', 'near-poor'] })
  })

  it('writes what it reads', () => {
    for (const [value, of] of [[117_325_000_000, amount], ['2023-10-30', validFrom], ['not-poor', povertyClass], [false, experienced], ['none-known', projectCap], [['poor', 'newly-escaped'], targetClasses], [2024, field(AssignCapital, 'budgetYear')]] as const) {
      expect(readCell(writeCell(value, of), of)).toEqual({ value })
    }
  })
})
