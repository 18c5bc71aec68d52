import { describe, expect, it } from '@jest/globals'
import { project } from '../project/project.js'
import { correctEvent, paper, withoutDayAndPaper } from '../testing/examples.js'
import {
  acceptProject, appraiseProject, approveProject, budgetOf, cancelProject, closeProject, completeProject, createObligation, extendProject, handOverMoney, passOnSupport, pooled, proposed, recordContribution,
  recordRecovery, resumeProject, running, signContract, startProject, submitProject, suspendProject,
} from '../testing/examples-project.js'
import type { ScenarioCommand } from '../testing/scenario.js'

const replace = (eventId: string, right: ScenarioCommand) => correctEvent(eventId, withoutDayAndPaper(right))

describe('correcting a stage', () => {
  it('does not annul what later stages follow from, until those are annulled', () => {
    const { scenario, projectId, startId } = running()
    scenario.given(acceptProject(projectId))
    const acceptId = scenario.lastEvent.eventId
    scenario.when(correctEvent(startId)).refuses('later-stage-does-not-follow', { from: 'approved', move: 'accept', to: 'accepted', day: '2024-10-25' })
    scenario.given(correctEvent(acceptId)).when(correctEvent(startId)).records('event-corrected')
    expect(scenario.state(project(projectId)).stages.map(({ value }) => value)).toEqual(['proposed', 'approved'])
  })

  it('annuls an approval only after its contract', () => {
    const at = proposed()
    at.scenario.given(approveProject(at.projectId, at))
    const approvalId = at.scenario.lastEvent.eventId
    at.scenario.given(signContract(at.projectId)).when(correctEvent(approvalId)).refuses('later-stage-does-not-follow', { move: 'sign-contract' })
  })

  it('does not annul a suspension under its resumption', () => {
    const { scenario, projectId } = running()
    scenario.given(suspendProject(projectId))
    const suspensionId = scenario.lastEvent.eventId
    scenario.given(resumeProject(projectId))
    scenario.when(correctEvent(suspensionId)).refuses('later-stage-does-not-follow', { from: 'in-progress', move: 'resume' })
  })

  it('frees the paper of what was annulled', () => {
    const { scenario, projectId, startId } = running()
    scenario.given(correctEvent(startId)).when(startProject(projectId)).records('project-started')
  })

  it('puts an approval right though the project started on the same day and is over since', () => {
    const at = proposed({ appraisalRequired: true })
    const { scenario, projectId } = at
    scenario.given(submitProject(projectId), appraiseProject(projectId), approveProject(projectId, at))
    const approvalId = scenario.lastEvent.eventId
    scenario.given(startProject(projectId, { occurredOn: '2023-10-30' }), acceptProject(projectId), completeProject(projectId), closeProject(projectId))
    scenario.when(replace(approvalId, approveProject(projectId, at, { endsOn: '2024-12-31' }))).records('event-corrected')
  })

  it('does not turn the council against what was approved, nor annul its appraisal', () => {
    const at = proposed({ appraisalRequired: true })
    const { scenario, projectId } = at
    scenario.given(submitProject(projectId), appraiseProject(projectId))
    const appraisalId = scenario.lastEvent.eventId
    scenario.given(approveProject(projectId, at))
    scenario.when(replace(appraisalId, appraiseProject(projectId, { votesFor: 1, votesAgainst: 6, opinion: 'reject' }))).refuses('appraisal-not-in-favour', { opinion: 'reject' })
    scenario.when(correctEvent(appraisalId)).refuses('appraisal-missing')
    scenario.when(replace(appraisalId, appraiseProject(projectId, { votesFor: 5, votesAgainst: 2 }))).records('event-corrected')
  })

  it('does not bring the budget below what was settled', () => {
    const at = proposed()
    const { scenario, projectId } = at
    scenario.given(approveProject(projectId, at))
    const approvalId = scenario.lastEvent.eventId
    scenario.given(startProject(projectId), acceptProject(projectId), completeProject(projectId))
    const right = (centralDong: number) => replace(approvalId, approveProject(projectId, at, { budget: budgetOf(at.allocationId, centralDong) }))
    scenario.when(right(26_000_000)).refuses('settled-above-budget', { settledDong: 29_500_000, budgetDong: 29_000_000 })
    scenario.when(right(26_500_000)).records('event-corrected')
  })

  it('keeps every extension later than the ends before it', () => {
    const at = proposed()
    const { scenario, projectId } = at
    scenario.given(approveProject(projectId, at, { endsOn: '2024-12-31' }))
    const approvalId = scenario.lastEvent.eventId
    scenario.given(extendProject(projectId))
    const extensionId = scenario.lastEvent.eventId
    scenario.when(replace(approvalId, approveProject(projectId, at, { endsOn: '2025-04-30' }))).refuses('extension-not-later')
    scenario.when(replace(extensionId, extendProject(projectId, { endsOn: '2024-12-31' }))).refuses('extension-not-later')
    scenario.when(replace(extensionId, extendProject(projectId, { endsOn: '2025-06-30' }))).records('event-corrected')
  })

  it('annuls a cancellation, after which the project goes on', () => {
    const { scenario, projectId, sinh } = running()
    scenario.given(cancelProject(projectId))
    scenario.given(correctEvent(scenario.lastEvent.eventId))
    scenario.when(handOverMoney(projectId, sinh, { occurredOn: '2024-06-01' })).records('money-handed-over')
  })
})

describe('correcting what a closed project stands on', () => {
  const closed = () => {
    const at = pooled()
    const { scenario, projectId, moneyObligation, minh } = at
    scenario.given(startProject(projectId), acceptProject(projectId), completeProject(projectId), recordRecovery(moneyObligation.id, { amountDong: 1_000_000, paper: paper('51/PT') }))
    scenario.given(passOnSupport(projectId, minh, { amountDong: 4_000_000 }))
    const passingId = scenario.lastEvent.eventId
    scenario.given(passOnSupport(projectId, minh, { animal: { animalTag: 'TN-0101', valueDong: 9_000_000 } }), closeProject(projectId))
    return { ...at, passingId, closingId: scenario.lastEvent.eventId }
  }

  it('neither fills its pool again', () => {
    const { scenario, projectId, minh, passingId, closingId } = closed()
    scenario.when(replace(passingId, passOnSupport(projectId, minh, { amountDong: 3_999_999 }))).refuses('pool-held-after-closing', { closedOn: '2025-02-20' })
    scenario.when(correctEvent(passingId)).refuses('pool-held-after-closing')
    scenario.given(correctEvent(closingId)).when(correctEvent(passingId)).records('event-corrected')
  })

  it('nor leaves something owed', () => {
    const { scenario, projectId, sinh, moneyObligation } = closed()
    scenario.when(replace(moneyObligation.eventId, createObligation(projectId, sinh, { amountDong: 4_000_001 }))).refuses('owed-after-closing', { closedOn: '2025-02-20' })
    scenario.when(replace(moneyObligation.eventId, createObligation(projectId, sinh, { amountDong: 4_000_000, dueOn: '2026-06-30' }))).records('event-corrected')
  })

  it('but puts a contribution of the last day right', () => {
    const { scenario, projectId, sinh } = closed()
    const last = { occurredOn: '2025-02-20', paper: paper('61/PT') }
    scenario.given(recordContribution(projectId, sinh, { ...last, cash: { amountDong: 100_000 } }))
    scenario.when(replace(scenario.lastEvent.eventId, recordContribution(projectId, sinh, { cash: { amountDong: 120_000 } }))).records('event-corrected')
  })
})
