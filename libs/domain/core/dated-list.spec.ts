import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { household } from '../household/household.js'
import { povertyClasses } from '../programme/rules.js'
import { classifyHousehold, paper, registerCommune, registerHousehold, registerUnit } from '../testing/examples.js'
import { Scenario } from '../testing/scenario.js'
import { heldOn, withDated, type DatedList } from './dated-list.js'

const dayOf = (index: number): string => new Date(Date.UTC(2023, 0, 1 + index)).toISOString().slice(0, 10)

describe('a dated list', () => {
  it('is the same in whatever order its different days are entered', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 20 }).chain((days) => fc.tuple(fc.constant(days), shuffled(days))), ([days, entered]) => {
        const listOf = (each: readonly number[]) => each.reduce<DatedList<number>>((list, day) => withDated(list, dayOf(day), day), [])
        expect(listOf(entered)).toEqual(listOf(days))
        for (const day of days) expect(heldOn(listOf(entered), dayOf(day))).toBe(day)
      }),
    ))

  it('holds nothing before its first day, and of two entries for one day the later recorded', () => {
    const list = withDated(withDated(withDated([], '2024-01-01', 'first'), '2024-01-01', 'second'), '2023-01-01', 'before')
    expect([heldOn(list, '2022-12-31'), heldOn(list, '2023-12-31'), heldOn(list, '2024-01-01')]).toEqual([undefined, 'before', 'second'])
  })

  it('makes a household the same in whatever order its classes are typed in', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 8 }).chain((days) => fc.tuple(fc.constant(days), shuffled(days))), ([days, entered]) =>
        expect(householdClassifiedOn(entered)).toEqual(householdClassifiedOn(days))),
      { numRuns: 40 },
    ))
})

const shuffled = (days: number[]): fc.Arbitrary<number[]> => fc.shuffledSubarray(days, { minLength: days.length })

const householdClassifiedOn = (days: readonly number[]) => {
  const scenario = new Scenario().given(registerUnit(), registerCommune())
  const householdId = scenario.idOf(registerHousehold(), 'householdId')
  for (const day of days) {
    const povertyClass = povertyClasses[day % povertyClasses.length]
    const escape = povertyClass === 'newly-escaped' ? { escapedOn: dayOf(day) } : {}
    scenario.given(classifyHousehold(householdId, { occurredOn: dayOf(day), validFrom: dayOf(day), povertyClass, paper: paper(`${day}/QĐ-UBND`), ...escape }))
  }
  return scenario.state(household(householdId))
}
