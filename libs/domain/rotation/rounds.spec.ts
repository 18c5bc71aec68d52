import { describe, expect, it } from '@jest/globals'
import { classifyHousehold, correctEvent, paper, registerHouseholdOf } from '../testing/examples.js'
import { createObligation, passOnSupport, pooled, rankCandidates, recordRecovery, selectRecipient } from '../testing/examples-project.js'
import { obligation, outstanding } from '../obligation/obligation.js'
import { project } from '../project/project.js'
import { animal } from '../support/animal.js'
import { pool } from './pool.js'

const on = (day: string, number: string) => ({ occurredOn: day, paper: paper(number, day) })

/** Lan's calf goes to Minh, Minh's to Tâm, Tâm's to Yến, who was registered later. */
const rotating = () => {
  const at = pooled()
  const { scenario, projectId } = at
  const yen = scenario.idOf(registerHouseholdOf('019185000007', on('2024-12-01', '70/BC')), 'householdId')
  scenario.given(classifyHousehold(yen, { ...on('2024-12-15', '71/QĐ'), validFrom: '2025-01-01' }))
  const passOn = (householdId: string, animalTag: string, month: string) => scenario.given(passOnSupport(projectId, householdId, { animal: { animalTag, valueDong: 9_000_000 }, ...on(`${month}-10`, '80/BB') }))
  const owes = (householdId: string, month: string) =>
    scenario.idOf(createObligation(projectId, householdId, { animals: { species: 'cow', count: 1 }, dueOn: '2026-12-31', ...on(`${month}-15`, '81/BB') }), 'obligationId')
  const givesBack = (obligationId: string, animalTag: string, month: string) =>
    scenario.given(recordRecovery(obligationId, { animals: { species: 'cow', tags: [{ animalTag }], valueDong: 9_000_000 }, ...on(`${month}-20`, '82/PT') }))
  return { ...at, yen, passOn, owes, givesBack }
}

describe('rotation over several rounds', () => {
  it('goes on: who got by passing on owes and gives back, and the next one gets that', () => {
    const { scenario, projectId, minh, tam, yen, passOn, owes, givesBack } = rotating()
    passOn(minh, 'TN-0101', '2025-01')
    const first = owes(minh, '2025-01')
    givesBack(first, 'TN-0201', '2025-03')
    passOn(tam, 'TN-0201', '2025-04')
    const second = owes(tam, '2025-04')
    givesBack(second, 'TN-0301', '2025-06')
    scenario.given(rankCandidates(projectId, [yen], on('2025-07-01', '83/BB')), selectRecipient(projectId, yen, on('2025-07-01', '83/BB')))
    passOn(yen, 'TN-0301', '2025-07')
    const third = owes(yen, '2025-07')

    expect([first, second, third].map((id) => outstanding(scenario.state(obligation(id))))).toEqual([0, 0, 1])
    expect(scenario.state(pool(projectId)).animals).toEqual({})
    expect(scenario.state(animal('TN-0301')).holdings.map(({ value }) => value.holder)).toEqual([`pool:${projectId}`, `household:${yen}`])
    expect(scenario.state(project(projectId)).households[yen]).toMatchObject({ handedOverDong: 0, passedOnDong: 9_000_000, passedOnAnimals: { cow: 1 }, owedAnimals: { cow: 1 } })
  })

  it('lets nobody owe more than what was passed on to it, nor before', () => {
    const { scenario, projectId, minh } = rotating()
    scenario.given(passOnSupport(projectId, minh))
    const owing = (amountDong: number, day: string) => createObligation(projectId, minh, { amountDong, dueOn: '2026-12-31', ...on(day, '81/BB') })
    scenario.when(owing(2_000_001, '2024-12-20')).refuses('obligation-exceeds-support', { limit: 2_000_000 })
    scenario.when(owing(299_999, '2024-12-20')).refuses('obligation-below-minimum', { limit: 300_000 })
    scenario.when(owing(2_000_000, '2024-12-19')).refuses('nothing-handed-over-yet')
    scenario.when(owing(2_000_000, '2024-12-20')).records('obligation-created')
  })

  it('keeps a passing on that an obligation stands on', () => {
    const { scenario, projectId, minh, owes } = rotating()
    scenario.given(passOnSupport(projectId, minh, { animal: { animalTag: 'TN-0101', valueDong: 9_000_000 } }))
    const { eventId } = scenario.lastEvent
    owes(minh, '2025-01')
    scenario.when(correctEvent(eventId)).refuses('owed-above-support', { householdId: minh })
  })
})
