import { describe, expect, it } from '@jest/globals'
import { allocation } from '../capital/allocation.js'
import { obligation, outstanding } from '../obligation/obligation.js'
import { project } from '../project/project.js'
import { pool } from '../rotation/pool.js'
import { animal, holderOf } from '../support/animal.js'
import { assignCapital, correctEvent, fundingLineOf, paper, withoutDayAndPaper } from '../testing/examples.js'
import {
  approved, approveProject, budgetOf, calf, counterpart, createObligation, handOverAnimal, handOverMoney, owing, passOnSupport, pooled, proposed, proposeProject, recordContribution,
  recordRecovery, rejectProject,
} from '../testing/examples-project.js'
import type { ScenarioCommand } from '../testing/scenario.js'

/** A correction of an event by the command as it should have been. */
const replace = (eventId: string, right: ScenarioCommand) => correctEvent(eventId, withoutDayAndPaper(right))

describe('correcting a proposal', () => {
  it('puts the cost right, also after the approval', () => {
    const at = proposed()
    const { eventId } = at.scenario.lastEvent
    at.scenario.given(approveProject(at.projectId, at))
    at.scenario.when(replace(eventId, proposeProject(at, { proposedCostDong: 39_000_000 }))).records('event-corrected')
  })

  it('is not annulled under its approval', () => {
    const at = proposed()
    const { eventId } = at.scenario.lastEvent
    at.scenario.given(approveProject(at.projectId, at))
    at.scenario.when(correctEvent(eventId)).refuses('still-in-use')
  })
})

describe('correcting an approval', () => {
  it('moves what is left of the allocation', () => {
    const at = approved()
    at.scenario.given(replace(at.approvalId, approveProject(at.projectId, at, { budget: budgetOf(at.allocationId, 25_000_000) })))
    expect(at.scenario.state(allocation(at.allocationId)).lines.map(({ leftDong }) => leftDong)).toEqual([35_000_000, 3_000_000])
  })

  it('is judged by the rules of its day: the caps hold for the right figures', () => {
    const at = approved()
    at.scenario.when(replace(at.approvalId, approveProject(at.projectId, at, { counterpart: { ...counterpart, cashDong: 0 } }))).refuses('state-share-above-cap')
  })

  it('draws on the allocation as if the wrong approval had not been', () => {
    const at = approved()
    const right = (centralDong: number) => replace(at.approvalId, approveProject(at.projectId, at, { budget: budgetOf(at.allocationId, centralDong), counterpart: { ...counterpart, cashDong: 20_000_000 } }))
    at.scenario.when(right(60_000_001)).refuses('allocation-exceeded', { leftDong: 60_000_000 })
    at.scenario.when(right(60_000_000)).records('event-corrected')
  })

  it('annuls it and gives the money back to the allocation; the project can be decided anew', () => {
    const at = approved()
    at.scenario.given(correctEvent(at.approvalId))
    expect(at.scenario.state(allocation(at.allocationId)).lines.map(({ leftDong }) => leftDong)).toEqual([60_000_000, 6_000_000])
    at.scenario.when(rejectProject(at.projectId)).records('project-rejected')
  })

  it('is not annulled under contributions and handovers', () => {
    const at = approved()
    at.scenario.given(recordContribution(at.projectId, at.sinh))
    const contributionId = at.scenario.lastEvent.eventId
    at.scenario.when(correctEvent(at.approvalId)).refuses('project-facts-need-approval', { firstFactOn: '2023-11-10' })
    at.scenario.given(correctEvent(contributionId))
    at.scenario.when(correctEvent(at.approvalId)).records('event-corrected')
  })

  it('does not lower support below what was handed over', () => {
    const at = approved()
    at.scenario.given(handOverMoney(at.projectId, at.sinh))
    const right = (supportDong: number) =>
      replace(at.approvalId, approveProject(at.projectId, at, { beneficiaries: [{ householdId: at.sinh, supportDong }, { householdId: at.lan, supportDong: 12_000_000 }] }))
    at.scenario.when(right(9_999_999)).refuses('handed-over-above-approved', { householdId: at.sinh, overDong: 1 })
    at.scenario.when(right(10_000_000)).records('event-corrected')
  })

  it('does not move to other households', () => {
    const at = approved()
    at.scenario.when(replace(at.approvalId, approveProject(at.projectId, at, { beneficiaries: [{ householdId: at.sinh, supportDong: 14_000_000 }] }))).refuses('correction-changes-subject')
  })
})

describe('correcting capital under an approval', () => {
  it('does not bring the allocation below what was approved', () => {
    const at = approved()
    const capitalId = at.scenario.events.find(({ type }) => type === 'capital-assigned')?.eventId ?? ''
    const right = (centralDong: number) =>
      replace(capitalId, assignCapital(at.programmeId, { fundingLines: [fundingLineOf({ amountDong: centralDong }), fundingLineOf({ source: 'provincial', amountDong: 6_000_000 })] }))
    at.scenario.when(right(26_999_999)).refuses('allocation-overspent', { overDong: 1 })
    at.scenario.when(right(27_000_000)).records('event-corrected')
    at.scenario.when(correctEvent(capitalId)).refuses('still-in-use')
  })
})

describe('correcting a rejection', () => {
  it('annuls it; then the project can be approved', () => {
    const at = proposed()
    at.scenario.given(rejectProject(at.projectId))
    at.scenario.given(correctEvent(at.scenario.lastEvent.eventId))
    at.scenario.when(approveProject(at.projectId, at)).records('project-approved')
  })
})

describe('correcting a contribution', () => {
  it('moves what was contributed', () => {
    const at = approved()
    at.scenario.given(recordContribution(at.projectId, at.sinh))
    at.scenario.given(replace(at.scenario.lastEvent.eventId, recordContribution(at.projectId, at.sinh, { cash: { amountDong: 1_500_000 } })))
    expect(at.scenario.state(project(at.projectId)).contributedDong.cash).toBe(1_500_000)
  })
})

describe('correcting a handover', () => {
  it('moves what the household got, within its approved support', () => {
    const at = owing()
    const right = (amountDong: number) => replace(at.money.eventId, handOverMoney(at.projectId, at.sinh, { amountDong }))
    at.scenario.when(right(14_000_001)).refuses('support-exceeds-approved', { leftDong: 14_000_000 })
    at.scenario.given(right(14_000_000))
    expect(at.scenario.state(project(at.projectId))).toMatchObject({ handedOverDong: 26_000_000, households: { [at.sinh]: { handedOverDong: 14_000_000 } } })
  })

  it('does not take away what an obligation stands on', () => {
    const at = owing()
    at.scenario.when(correctEvent(at.money.eventId)).refuses('owed-above-support', { householdId: at.sinh })
    at.scenario.when(correctEvent(at.animal.eventId)).refuses('owed-above-support', { householdId: at.lan })
    at.scenario.when(replace(at.money.eventId, handOverMoney(at.projectId, at.sinh, { amountDong: 3_999_999 }))).refuses('owed-above-support')
  })

  it('frees the tag of an animal that was never handed over', () => {
    const at = approved()
    at.scenario.given(handOverAnimal(at.projectId, at.lan))
    at.scenario.given(correctEvent(at.scenario.lastEvent.eventId))
    at.scenario.when(handOverAnimal(at.projectId, at.sinh)).records('animal-handed-over')
  })
})

describe('correcting an obligation', () => {
  it('puts amount and due day right', () => {
    const at = pooled()
    at.scenario.given(replace(at.moneyObligation.eventId, createObligation(at.projectId, at.sinh, { amountDong: 5_000_000, dueOn: '2026-06-30' })))
    const state = at.scenario.state(obligation(at.moneyObligation.id))
    expect([state.created?.dueOn, outstanding(state)]).toEqual(['2026-06-30', 2_000_000])
  })

  it('does not bring it below what was given back, and is not annulled under it', () => {
    const at = pooled()
    at.scenario.when(replace(at.moneyObligation.eventId, createObligation(at.projectId, at.sinh, { amountDong: 2_999_999 }))).refuses('recovered-above-owed')
    at.scenario.when(correctEvent(at.moneyObligation.eventId)).refuses('recovered-above-owed')
  })
})

describe('correcting a recovery', () => {
  it('moves what is outstanding and what the pool holds', () => {
    const at = pooled()
    at.scenario.given(replace(at.moneyRecoveryId, recordRecovery(at.moneyObligation.id, { amountDong: 2_500_000 })))
    expect(outstanding(at.scenario.state(obligation(at.moneyObligation.id)))).toBe(1_500_000)
    expect(at.scenario.state(pool(at.projectId)).moneyDong).toBe(2_500_000)
  })

  it('does not bring the pool below what was passed on', () => {
    const at = pooled()
    at.scenario.given(passOnSupport(at.projectId, at.minh, { amountDong: 2_000_000 }))
    at.scenario.when(replace(at.moneyRecoveryId, recordRecovery(at.moneyObligation.id, { amountDong: 1_999_999 }))).refuses('pool-overdrawn', { shortDong: 1 })
    at.scenario.when(correctEvent(at.moneyRecoveryId)).refuses('pool-overdrawn', { shortDong: 2_000_000 })
    at.scenario.when(replace(at.moneyRecoveryId, recordRecovery(at.moneyObligation.id, { amountDong: 2_000_000 }))).records('event-corrected')
  })

  it('is not annulled when its animal has been passed on', () => {
    const at = pooled()
    at.scenario.given(passOnSupport(at.projectId, at.minh, { animal: { animalTag: 'TN-0101', valueDong: 9_000_000 } }))
    at.scenario.when(correctEvent(at.animalRecoveryId)).refuses('pool-lacks-animal', { animalTag: 'TN-0101' })
  })

  it('puts the agreed value of an animal right, but not which animal it was', () => {
    const at = pooled()
    at.scenario.when(replace(at.animalRecoveryId, recordRecovery(at.animalObligation.id, { animals: { ...calf, tags: [{ animalTag: 'TN-0102' }] } }))).refuses('correction-changes-subject')
    at.scenario.when(replace(at.animalRecoveryId, recordRecovery(at.animalObligation.id, { animals: { ...calf, valueDong: 8_500_000 } }))).records('event-corrected')
  })
})

describe('correcting a passing on', () => {
  it('gives the money back to the pool', () => {
    const at = pooled()
    at.scenario.given(passOnSupport(at.projectId, at.minh))
    const { eventId } = at.scenario.lastEvent
    at.scenario.when(replace(eventId, passOnSupport(at.projectId, at.minh, { amountDong: 3_000_001 }))).refuses('pool-exceeded', { leftDong: 3_000_000 })
    at.scenario.given(correctEvent(eventId))
    expect(at.scenario.state(pool(at.projectId)).moneyDong).toBe(3_000_000)
  })

  it('is not annulled when the animal was given back again, to the pool of another project', () => {
    const at = pooled()
    at.scenario.given(passOnSupport(at.projectId, at.minh, { animal: { animalTag: 'TN-0101', valueDong: 9_000_000 } }))
    const { eventId } = at.scenario.lastEvent
    const projectId = at.scenario.idOf(proposeProject(at, { name: 'Chăn nuôi bò đợt 2' }), 'projectId')
    at.scenario.given(approveProject(projectId, at, { beneficiaries: [{ householdId: at.minh, supportDong: 10_000_000 }] }))
    at.scenario.given(handOverAnimal(projectId, at.minh, { animalTag: 'TN-0201', valueDong: 10_000_000 }))
    const obligationId = at.scenario.idOf(createObligation(projectId, at.minh, { animals: { species: 'cow', count: 1 } }), 'obligationId')
    at.scenario.given(recordRecovery(obligationId, { animals: calf, occurredOn: '2025-06-01', paper: paper('40/PT', '2025-06-01') }))
    expect(holderOf(at.scenario.state(animal('TN-0101')))?.value.holder).toBe(`pool:${projectId}`)
    at.scenario.when(correctEvent(eventId)).refuses('animal-in-two-places', { day: '2025-06-01' })
  })
})
