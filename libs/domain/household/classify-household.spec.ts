import { describe, expect, it } from '@jest/globals'
import { getDefinition } from '../catalogue/index.js'
import { classifyHousehold, paper, registerCommune, registerHousehold, registerHouseholdOf, registerUnit } from '../testing/examples.js'
import { Scenario } from '../testing/scenario.js'
import { classOn, household } from './household.js'

const registered = () => {
  const scenario = new Scenario().given(registerUnit(), registerCommune())
  return { scenario, householdId: scenario.idOf(registerHousehold(), 'householdId') }
}
const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'

describe('classifying a household', () => {
  it('holds from its day on, until the next class', () => {
    const { scenario, householdId } = registered()
    scenario.given(
      classifyHousehold(householdId, { occurredOn: '2024-12-20', validFrom: '2025-01-01', paper: paper('99/QĐ-UBND', '2024-12-20'), povertyClass: 'newly-escaped', escapedOn: '2024-12-20' }),
      classifyHousehold(householdId),
    )
    const state = scenario.state(household(householdId))
    expect(['2022-12-31', '2023-01-01', '2024-12-31', '2025-01-01'].map((day) => classOn(state, day)?.povertyClass)).toEqual([undefined, 'poor', 'poor', 'newly-escaped'])
    expect(classOn(state, '2026-01-01')).toEqual({ povertyClass: 'newly-escaped', standardVersion: '2022-2025', escapedOn: '2024-12-20' })
  })

  it('holds to the end of its last day, and no older class comes back', () => {
    const { scenario, householdId } = registered()
    scenario.given(
      classifyHousehold(householdId),
      classifyHousehold(householdId, { occurredOn: '2023-12-20', validFrom: '2024-01-01', validTo: '2024-12-31', paper: paper('99/QĐ-UBND', '2023-12-20'), povertyClass: 'near-poor' }),
    )
    const state = () => scenario.state(household(householdId))
    expect(['2023-12-31', '2024-12-31', '2025-01-01'].map((day) => classOn(state(), day)?.povertyClass)).toEqual(['poor', 'near-poor', undefined])
    expect(scenario.lastEvent.data).toMatchObject({ validTo: '2024-12-31' })
    scenario.given(classifyHousehold(householdId, { occurredOn: '2025-12-20', validFrom: '2025-07-01', paper: paper('100/QĐ-UBND', '2025-12-20'), povertyClass: 'near-poor' }))
    expect(['2025-06-30', '2025-07-01'].map((day) => classOn(state(), day)?.povertyClass)).toEqual([undefined, 'near-poor'])
  })

  it('refuses a last day before the first', () => {
    const { scenario, householdId } = registered()
    scenario.when(classifyHousehold(householdId, { validTo: '2022-12-31' })).refuses('period-ends-before-it-starts', { from: '2023-01-01', to: '2022-12-31' })
    scenario.when(classifyHousehold(householdId, { validTo: '2023-01-01' })).records('poverty-classified')
  })

  it('keeps the scores off feeds', () =>
    expect(getDefinition('poverty-classified').fields).toEqual([{ path: ['scores'], internal: true }]))

  it('lets one decision classify many households', () => {
    const { scenario, householdId } = registered()
    const otherId = scenario.idOf(registerHouseholdOf('019185000999'), 'householdId')
    scenario.given(classifyHousehold(householdId)).when(classifyHousehold(otherId)).records('poverty-classified')
  })

  it('refuses the same paper twice for one household', () => {
    const { scenario, householdId } = registered()
    scenario.given(classifyHousehold(householdId)).when(classifyHousehold(householdId, { povertyClass: 'near-poor' })).refuses('paper-already-recorded', { number: '88/QĐ-UBND' })
  })

  it('refuses a household that is unknown', () => new Scenario().when(classifyHousehold(unknownId)).refuses('household-unknown', { householdId: unknownId }))

  it('refuses a day before the household was registered', () => {
    const { scenario, householdId } = registered()
    scenario.when(classifyHousehold(householdId, { occurredOn: '2022-12-19' })).refuses('household-not-yet-registered', { registeredOn: '2022-12-20' })
  })

  it('refuses a newly escaped household without the day of its escape', () => {
    const { scenario, householdId } = registered()
    scenario.when(classifyHousehold(householdId, { povertyClass: 'newly-escaped' })).refuses('escape-day-missing')
  })

  it('refuses a day of escape for any other class', () => {
    const { scenario, householdId } = registered()
    scenario.when(classifyHousehold(householdId, { povertyClass: 'near-poor', escapedOn: '2022-12-20' })).refuses('escape-day-superfluous', { povertyClass: 'near-poor' })
  })

  it('refuses an escape after the class holds', () => {
    const { scenario, householdId } = registered()
    scenario.when(classifyHousehold(householdId, { povertyClass: 'newly-escaped', escapedOn: '2023-01-02' })).refuses('escaped-after-class-holds', { validFrom: '2023-01-01' })
  })
})
