import { describe, expect, it } from '@jest/globals'
import { paper, rules } from '../testing/examples.js'
import { approved, createObligation, handOverAnimal, handOverMoney, owing } from '../testing/examples-project.js'
import { obligation, outstanding } from './obligation.js'
import { scheduleOn } from './schedule.js'

const supported = (ruleFields = {}) => {
  const at = approved(ruleFields)
  at.scenario.given(handOverMoney(at.projectId, at.sinh), handOverAnimal(at.projectId, at.lan))
  return at
}

describe('laying down what a household owes', () => {
  it('records đồng, all of them outstanding', () => {
    const { scenario, moneyObligation, animalObligation } = owing()
    expect(outstanding(scenario.state(obligation(moneyObligation.id)))).toBe(4_000_000)
    expect(outstanding(scenario.state(obligation(animalObligation.id)))).toBe(1)
  })

  it('refuses a household that had got nothing by the day', () => {
    const { scenario, projectId, sinh, minh } = supported()
    scenario.when(createObligation(projectId, minh)).refuses('nothing-handed-over-yet')
    scenario.when(createObligation(projectId, sinh, { amountDong: 4_000_000, occurredOn: '2023-11-19' })).refuses('nothing-handed-over-yet', { day: '2023-11-19' })
  })

  it('refuses a project that was not approved on the day', () => {
    const { scenario, projectId, sinh } = supported()
    scenario.when(createObligation(projectId, sinh, { amountDong: 4_000_000, occurredOn: '2023-10-01' })).refuses('project-not-approved-on-day')
  })

  it('refuses more đồng than the household got, all that it owes together', () => {
    const { scenario, projectId, sinh } = supported()
    scenario.when(createObligation(projectId, sinh, { amountDong: 10_000_001 })).refuses('obligation-exceeds-support', { limit: 10_000_000 })
    scenario.given(createObligation(projectId, sinh, { amountDong: 6_000_000 }))
    scenario.when(createObligation(projectId, sinh, { amountDong: 4_000_001, paper: paper('8/CK') })).refuses('obligation-exceeds-support', { owed: 10_000_001 })
  })

  it('refuses more animals than the household got, and animals of a species that it did not get', () => {
    const { scenario, projectId, lan } = supported()
    scenario.when(createObligation(projectId, lan, { animals: { species: 'cow', count: 2 } })).refuses('obligation-exceeds-support', { limit: 1 })
    scenario.when(createObligation(projectId, lan, { animals: { species: 'buffalo', count: 1 } })).refuses('obligation-exceeds-support', { limit: 0 })
  })

  it("refuses less than the area's minimum, which is rounded down", () => {
    const { scenario, projectId, sinh } = approved()
    scenario.given(handOverMoney(projectId, sinh, { amountDong: 10_000_003 }))
    scenario.when(createObligation(projectId, sinh, { amountDong: 1_499_999 })).refuses('obligation-below-minimum', { limit: 1_500_000, percent: 15 })
    scenario.when(createObligation(projectId, sinh, { amountDong: 1_500_000 })).records('obligation-created')
  })

  it('asks no minimum in đồng of who already owes an animal', () => {
    const { scenario, projectId, lan } = owing()
    scenario.when(createObligation(projectId, lan, { amountDong: 100_000 })).records('obligation-created')
  })

  it('asks no minimum where the rules have none for the area', () => {
    const { scenario, projectId, sinh } = supported({ recoveryPercents: [rules.recoveryPercents[0]] })
    scenario.when(createObligation(projectId, sinh, { amountDong: 1 })).records('obligation-created')
  })

  it('refuses a form that the rules do not allow', () => {
    const { scenario, projectId, lan } = supported({ recoveryForms: ['cash'] })
    scenario.when(createObligation(projectId, lan, { animals: { species: 'cow', count: 1 } })).refuses('recovery-form-not-allowed', { form: 'animal', allowed: ['cash'] })
  })

  it('refuses a due day before the day itself, and one beyond the cycle', () => {
    const { scenario, projectId, sinh } = supported()
    const due = (dueOn: string) => createObligation(projectId, sinh, { amountDong: 4_000_000, dueOn })
    scenario.when(due('2023-11-24')).refuses('due-before-it-is-owed')
    scenario.when(due('2026-11-26')).refuses('due-after-cycle', { lastDueOn: '2026-11-25', months: 36 })
    scenario.when(due('2026-11-25')).records('obligation-created')
  })

  it('refuses money and animals at once, and the same paper twice', () => {
    const { scenario, projectId, sinh } = owing()
    scenario.when(createObligation(projectId, sinh, { amountDong: 1, animals: { species: 'cow', count: 1 } })).refuses('exactly-one-form')
    scenario.when(createObligation(projectId, sinh, { amountDong: 1_000_000 })).refuses('paper-already-recorded')
  })

  it('records instalments that add up to what is owed, the last of them on the due day', () => {
    const { scenario, projectId, sinh } = supported()
    const instalments = [{ dueOn: '2024-12-31', amountDong: 1_500_000 }, { dueOn: '2025-12-31', amountDong: 1_500_000 }, { dueOn: '2026-10-30', amountDong: 1_000_000 }]
    const obligationId = scenario.idOf(createObligation(projectId, sinh, { amountDong: 4_000_000, instalments }), 'obligationId')
    expect(scenario.lastEvent.data).toMatchObject({ instalments, dueOn: '2026-10-30' })
    expect(scheduleOn(scenario.state(obligation(obligationId)), '2024-01-01').map(({ quantity }) => quantity)).toEqual([1_500_000, 1_500_000, 1_000_000])
  })

  it('counts animals in instalments of animals', () => {
    const { scenario, projectId, lan } = supported()
    scenario.when(createObligation(projectId, lan, { animals: { species: 'cow', count: 1 }, instalments: [{ dueOn: '2026-10-30', amountDong: 1 }] })).refuses('instalment-in-other-unit', { owedUnit: 'cow' })
    scenario.when(createObligation(projectId, lan, { animals: { species: 'cow', count: 1 }, instalments: [{ dueOn: '2026-10-30', count: 1 }] })).records('obligation-created')
  })

  it('refuses instalments that do not add up, are out of order, before the support, or end on another day', () => {
    const { scenario, projectId, sinh } = supported()
    const divided = (...instalments: readonly (readonly [string, number])[]) =>
      createObligation(projectId, sinh, { amountDong: 4_000_000, instalments: instalments.map(([dueOn, amountDong]) => ({ dueOn, amountDong })) })
    scenario.when(divided(['2025-12-31', 2_000_000], ['2026-10-30', 1_999_999])).refuses('instalments-unlike-sum', { owed: 4_000_000, sum: 3_999_999 })
    scenario.when(divided(['2025-12-31', 2_000_000], ['2025-12-31', 1_000_000], ['2026-10-30', 1_000_000])).refuses('instalments-not-ascending', { dueOn: '2025-12-31' })
    scenario.when(divided(['2023-11-19', 2_000_000], ['2026-10-30', 2_000_000])).refuses('instalment-before-support', { supportedOn: '2023-11-20' })
    scenario.when(divided(['2025-12-31', 2_000_000], ['2026-10-29', 2_000_000])).refuses('due-day-unlike-last-instalment', { lastDueOn: '2026-10-29' })
    scenario.when(createObligation(projectId, sinh, { amountDong: 4_000_000, instalments: [{ dueOn: '2026-10-30', amountDong: 4_000_000, count: 1 }] })).refuses('instalment-in-other-unit')
  })
})
