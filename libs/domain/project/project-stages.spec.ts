import { describe, expect, it } from '@jest/globals'
import { paper } from '../testing/examples.js'
import {
  acceptProject, appraiseProject, approved, approveProject, cancelProject, closeProject, completeProject, createObligation, extendProject, handOverAnimal, handOverGoods, handOverMoney, passOnSupport, pooled,
  proposed, proposeProject, recordContribution, recordRecovery, rejectProject, resubmitProject, resumeProject, returnProject, running, signContract, startProject, submitProject, suspendProject,
  withdrawProject,
} from '../testing/examples-project.js'
import { plannedEndOn } from './project-end.js'
import { projectStageName, projectStages, stagesOnDay } from './project-stage.js'
import { project } from './project.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'

const stagesIn = ({ scenario, projectId }: Pick<ReturnType<typeof proposed>, 'scenario' | 'projectId'>) => scenario.state(project(projectId)).stages.map(({ value }) => value)

/** The village with a project that was settled, without anything owed. */
const completed = () => {
  const at = running()
  at.scenario.given(acceptProject(at.projectId), completeProject(at.projectId))
  return at
}

/** The village with a settled project in which Sính owes money and Lan's calf has come back. */
const settledWithPool = () => {
  const at = pooled()
  at.scenario.given(startProject(at.projectId), acceptProject(at.projectId), completeProject(at.projectId))
  return at
}

describe('the straight life of a project', () => {
  it('leads from the proposal to the end, each stage from its day', () => {
    const at = proposed({ appraisalRequired: true })
    const { scenario, projectId } = at
    scenario.given(
      submitProject(projectId), returnProject(projectId), resubmitProject(projectId), appraiseProject(projectId), approveProject(projectId, at), signContract(projectId), startProject(projectId),
      suspendProject(projectId), resumeProject(projectId), extendProject(projectId), acceptProject(projectId), completeProject(projectId), closeProject(projectId),
    )
    expect(scenario.state(project(projectId)).stages).toEqual([
      { from: '2023-06-01', value: 'proposed' }, { from: '2023-07-03', value: 'submitted' }, { from: '2023-07-20', value: 'revision-requested' }, { from: '2023-08-10', value: 'submitted' },
      { from: '2023-09-12', value: 'appraised' }, { from: '2023-10-30', value: 'approved' }, { from: '2023-11-05', value: 'contracted' }, { from: '2023-11-12', value: 'in-progress' },
      { from: '2024-03-01', value: 'suspended' }, { from: '2024-04-15', value: 'in-progress' }, { from: '2024-10-25', value: 'accepted' }, { from: '2024-11-15', value: 'completed' },
      { from: '2025-02-20', value: 'closed' },
    ])
  })

  it('tells on any day the stage and since when', () => {
    const { scenario, projectId } = running()
    const { stages } = scenario.state(project(projectId))
    expect(stagesOnDay(stages, '2023-05-31')).toBeUndefined()
    expect(stagesOnDay(stages, '2023-11-11')).toEqual({ stage: 'approved', since: '2023-10-30' })
    expect(stagesOnDay(stages, '2025-01-01')).toEqual({ stage: 'in-progress', since: '2023-11-12' })
  })

  it('has a name for every stage in both languages, each its own', () => {
    for (const language of ['vi', 'en'] as const) expect(new Set(projectStages.map((stage) => projectStageName(stage)[language])).size).toBe(projectStages.length)
  })

  it('refuses a project that is not there, and a day before it was proposed', () => {
    const { scenario, projectId } = proposed()
    scenario.when(submitProject(unknownId)).refuses('project-unknown')
    scenario.when(submitProject(projectId, { occurredOn: '2023-05-31' })).refuses('project-not-yet-proposed')
  })

  it('refuses what the stage of the day does not allow, and says what it allows', () => {
    const { scenario, projectId } = approved()
    scenario.when(acceptProject(projectId)).refuses('stage-not-possible-on-day', {
      from: 'approved', move: 'accept', to: 'accepted', day: '2024-10-25', possible: ['sign-contract', 'start', 'extend', 'cancel'],
    })
    scenario.when(submitProject(projectId, { occurredOn: '2023-11-01' })).refuses('stage-not-possible-on-day')
  })

  it('speaks of it to people in both languages', () => {
    const { scenario, projectId } = approved()
    expect(scenario.run(acceptProject(projectId))).toMatchObject({
      message: {
        vi: 'Ngày 25/10/2024 dự án Chăn nuôi bò sinh sản xóm Thịnh Đức ở trạng thái “đã phê duyệt” nên không thể nghiệm thu; khi đó chỉ có thể: ký hợp đồng, bắt đầu thực hiện, gia hạn, hủy bỏ.',
        en: "On 25/10/2024 project Chăn nuôi bò sinh sản xóm Thịnh Đức was approved and couldn't be accepted; it could only sign a contract, be started, be extended, be cancelled.",
      },
    })
  })

  it('takes papers late, as long as what came after still follows', () => {
    const at = approved()
    const { scenario, projectId } = at
    scenario.when(appraiseProject(projectId)).refuses('stage-not-possible-on-day', { from: 'proposed' })
    scenario.given(submitProject(projectId), appraiseProject(projectId), startProject(projectId), signContract(projectId))
    expect(stagesIn(at)).toEqual(['proposed', 'submitted', 'appraised', 'approved', 'contracted', 'in-progress'])
    scenario.when(withdrawProject(projectId)).refuses('later-stage-does-not-follow', { from: 'withdrawn', move: 'appraise', day: '2023-09-12' })
  })

  it('takes a suspension before its resumption, though an acceptance stands already', () => {
    const at = running()
    const { scenario, projectId } = at
    scenario.given(acceptProject(projectId))
    scenario.when(resumeProject(projectId)).refuses('stage-not-possible-on-day', { from: 'in-progress' })
    scenario.given(suspendProject(projectId), resumeProject(projectId))
    expect(stagesIn(at)).toEqual(['proposed', 'approved', 'in-progress', 'suspended', 'in-progress', 'accepted'])
  })

  it('keeps the order of recording within one day', () => {
    const { scenario, projectId } = approved()
    scenario.given(startProject(projectId), acceptProject(projectId, { occurredOn: '2023-11-12' }))
    scenario.when(suspendProject(projectId, { occurredOn: '2023-11-12' })).refuses('stage-not-possible-on-day', { from: 'accepted' })
  })

  it('records a paper once for a stage', () => {
    const { scenario, projectId } = running()
    scenario.given(suspendProject(projectId), resumeProject(projectId))
    scenario.when(suspendProject(projectId)).refuses('paper-already-recorded')
    scenario.when(suspendProject(projectId, { occurredOn: '2024-05-01', paper: paper('31/QĐ-UBND', '2024-05-01') })).records('project-suspended')
  })
})

describe('deciding a project after its appraisal', () => {
  it('needs no appraisal unless the rules ask for one', () => {
    const at = proposed()
    at.scenario.given(submitProject(at.projectId)).when(approveProject(at.projectId, at)).records('project-approved')
  })

  it('refuses an approval without the appraisal that the rules ask for', () => {
    const at = proposed({ appraisalRequired: true })
    at.scenario.when(approveProject(at.projectId, at)).refuses('appraisal-missing')
    at.scenario.given(submitProject(at.projectId)).when(approveProject(at.projectId, at)).refuses('appraisal-missing')
  })

  it('refuses an approval against the council, which a rejection may follow', () => {
    const at = proposed({ appraisalRequired: true })
    at.scenario.given(submitProject(at.projectId), appraiseProject(at.projectId, { votesFor: 2, votesAgainst: 5, opinion: 'reject' }))
    at.scenario.when(approveProject(at.projectId, at)).refuses('appraisal-not-in-favour', { opinion: 'reject' })
    at.scenario.when(rejectProject(at.projectId)).records('project-rejected')
  })

  it('refuses to decide what was returned or withdrawn', () => {
    const at = proposed()
    at.scenario.given(submitProject(at.projectId), returnProject(at.projectId))
    at.scenario.when(approveProject(at.projectId, at)).refuses('stage-not-possible-on-day', { from: 'revision-requested' })
    at.scenario.given(withdrawProject(at.projectId))
    at.scenario.when(rejectProject(at.projectId)).refuses('stage-not-possible-on-day', { from: 'withdrawn', possible: [] })
  })

  it('refuses to withdraw what has been decided', () => {
    const at = approved()
    at.scenario.when(withdrawProject(at.projectId, { occurredOn: '2023-11-01' })).refuses('stage-not-possible-on-day', { from: 'approved' })
  })

  it('refuses a council that did not vote', () => {
    const { scenario, projectId } = proposed()
    scenario.given(submitProject(projectId)).when(appraiseProject(projectId, { votesFor: 0, votesAgainst: 0 })).refuses('appraisal-without-votes')
  })

  it.each([
    ['approve', 3, 3], ['approve', 0, 0], ['reject', 4, 3],
  ])('refuses the opinion to %s at %d votes for and %d against', (opinion, votesFor, votesAgainst) => {
    const { scenario, projectId } = proposed()
    scenario.given(submitProject(projectId)).when(appraiseProject(projectId, { votesFor, votesAgainst, votesAbstained: 1, opinion })).refuses('appraisal-against-majority', { opinion, votesFor, votesAgainst })
  })

  it.each([
    ['approve', 4, 3], ['reject', 3, 3], ['revise', 7, 0],
  ])('takes the opinion to %s at %d votes for and %d against', (opinion, votesFor, votesAgainst) => {
    const { scenario, projectId } = proposed()
    scenario.given(submitProject(projectId)).when(appraiseProject(projectId, { votesFor, votesAgainst, opinion })).records('project-appraised')
  })
})

describe('contracts and the planned end', () => {
  it('takes several contracts, also while the project runs, each with the money of the budget', () => {
    const at = running()
    at.scenario.given(signContract(at.projectId, { occurredOn: '2023-11-20' }))
    expect(at.scenario.lastEvent.data).toMatchObject({ contractNumber: '15/2023/HĐ-CG', fundingLines: [{ source: 'central', amountDong: 22_500_000 }, { source: 'provincial', amountDong: 2_500_000 }] })
    at.scenario.given(signContract(at.projectId, { contractNumber: '16/2023/HĐ-TA', paper: paper('16/2023/HĐ', '2023-11-06'), occurredOn: '2023-11-06' }))
    expect(at.scenario.lastEvent.data).toMatchObject({ contractNumber: '16/2023/HĐ-TA' })
    expect(stagesIn(at)).toEqual(['proposed', 'approved', 'contracted', 'in-progress'])
    at.scenario.when(signContract(at.projectId, { occurredOn: '2023-11-20' })).refuses('paper-already-recorded')
  })

  it('ends with the last of what approval, contracts and extensions say by then', () => {
    const at = proposed()
    const { scenario, projectId } = at
    scenario.given(approveProject(projectId, at, { endsOn: '2024-12-31' }), signContract(projectId), startProject(projectId), extendProject(projectId))
    const { ends } = scenario.state(project(projectId))
    expect(['2023-10-29', '2023-11-30', '2024-09-10'].map((day) => plannedEndOn(ends, day))).toEqual([undefined, '2024-12-31', '2025-04-30'])
  })

  it('refuses an end before the day itself', () => {
    const at = proposed()
    at.scenario.when(approveProject(at.projectId, at, { endsOn: '2023-10-29' })).refuses('period-ends-before-it-starts')
    at.scenario.given(approveProject(at.projectId, at))
    at.scenario.when(signContract(at.projectId, { endsOn: '2023-11-04' })).refuses('period-ends-before-it-starts')
    at.scenario.when(extendProject(at.projectId, { endsOn: '2024-09-09' })).refuses('period-ends-before-it-starts')
  })

  it('refuses an extension that is not later than the end that holds', () => {
    const at = proposed()
    const { scenario, projectId } = at
    scenario.given(approveProject(projectId, at, { endsOn: '2024-12-31' }))
    scenario.when(extendProject(projectId, { endsOn: '2024-12-31' })).refuses('extension-not-later', { currentEndsOn: '2024-12-31' })
    scenario.given(extendProject(projectId))
    scenario.when(extendProject(projectId, { occurredOn: '2024-08-01', paper: paper('30/QĐ', '2024-08-01'), endsOn: '2025-06-30' })).refuses('extension-not-later', { endsOn: '2025-04-30', currentEndsOn: '2025-06-30' })
    scenario.when(signContract(projectId, { endsOn: '2025-05-01' })).refuses('extension-not-later')
    scenario.when(extendProject(projectId, { occurredOn: '2024-08-01', paper: paper('30/QĐ', '2024-08-01'), endsOn: '2025-03-31' })).records('project-extended')
  })
})

describe('a suspended project', () => {
  it('hands nothing over, but takes contributions, recoveries and what is passed on', () => {
    const { scenario, projectId, moneyObligation, sinh, minh, lan } = pooled()
    scenario.given(startProject(projectId), suspendProject(projectId))
    const after = { occurredOn: '2024-12-21', paper: paper('50/BB', '2024-12-21') }
    scenario.when(handOverMoney(projectId, sinh, { ...after, amountDong: 1_000_000 })).refuses('project-suspended-on-day', { suspendedOn: '2024-03-01', day: '2024-12-21' })
    scenario.when(handOverAnimal(projectId, sinh, { ...after, animalTag: 'TN-0009', valueDong: 1_000_000 })).refuses('project-suspended-on-day')
    scenario.when(handOverGoods(projectId, sinh, after)).refuses('project-suspended-on-day')
    scenario.when(handOverMoney(projectId, sinh, { ...after, occurredOn: '2024-03-01', amountDong: 1_000_000 })).records('money-handed-over')
    scenario.when(recordContribution(projectId, lan, { ...after, cash: { amountDong: 500_000 } })).records('contribution-received')
    scenario.when(recordRecovery(moneyObligation.id, { ...after, amountDong: 1_000_000 })).records('recovery-received')
    scenario.when(passOnSupport(projectId, minh, { ...after, amountDong: 1_000_000 })).records('support-passed-on')
    scenario.given(resumeProject(projectId, { occurredOn: '2024-12-22' }))
    scenario.when(handOverMoney(projectId, sinh, { occurredOn: '2024-12-23', paper: paper('53/BB'), amountDong: 1_000_000 })).records('money-handed-over')
  })

  it('is not resumed over a handover that was recorded before the suspension', () => {
    const { scenario, projectId, sinh } = running()
    scenario.given(handOverMoney(projectId, sinh, { occurredOn: '2024-04-14' }), suspendProject(projectId))
    scenario.when(resumeProject(projectId)).refuses('handed-over-while-suspended', { handedOverOn: '2024-04-14', suspendedOn: '2024-03-01', resumedOn: '2024-04-15' })
    scenario.when(resumeProject(projectId, { occurredOn: '2024-04-14' })).records('project-resumed')
  })
})

describe('completing a project', () => {
  it('settles at most its budget, line by line', () => {
    const { scenario, projectId } = running()
    scenario.given(acceptProject(projectId))
    scenario.when(completeProject(projectId, { settledDong: 30_000_001 })).refuses('settled-above-budget', { settledDong: 30_000_001, budgetDong: 30_000_000 })
    scenario.given(completeProject(projectId, { settledDong: 30_000_000 }))
    expect(scenario.lastEvent.data).toMatchObject({ fundingLines: [{ amountDong: 27_000_000 }, { amountDong: 3_000_000 }] })
  })

  it('leaves recoveries and rotation possible', () => {
    const { scenario, projectId, moneyObligation, minh } = settledWithPool()
    scenario.when(recordRecovery(moneyObligation.id, { amountDong: 1_000_000, occurredOn: '2025-01-10', paper: paper('51/PT', '2025-01-10') })).records('recovery-received')
    scenario.when(passOnSupport(projectId, minh, { amountDong: 4_000_000, occurredOn: '2025-01-20', paper: paper('52/BB', '2025-01-20') })).records('support-passed-on')
  })
})

describe('closing a project', () => {
  it('refuses while something is owed or held, and says what', () => {
    const { scenario, projectId, moneyObligation, minh } = settledWithPool()
    scenario.when(closeProject(projectId)).refuses('obligations-outstanding', { obligations: 1, leftDong: 1_000_000, herd: {} })
    scenario.given(recordRecovery(moneyObligation.id, { amountDong: 1_000_000, paper: paper('51/PT') }))
    scenario.when(closeProject(projectId)).refuses('pool-not-empty', { leftDong: 4_000_000, herd: { cow: 1 } })
    const passed = { paper: paper('52/BB') }
    scenario.given(passOnSupport(projectId, minh, { ...passed, amountDong: 4_000_000 }), passOnSupport(projectId, minh, { ...passed, animal: { animalTag: 'TN-0101', valueDong: 9_000_000 } }))
    scenario.when(closeProject(projectId, { occurredOn: '2024-12-19' })).refuses('project-has-later-facts', { lastFactOn: '2024-12-20', day: '2024-12-19' })
    scenario.when(closeProject(projectId, { occurredOn: '2024-12-20' })).records('project-closed')
  })

  it('says in words which animals are owed', () => {
    const { scenario, projectId, sinh } = running()
    scenario.given(handOverAnimal(projectId, sinh), createObligation(projectId, sinh, { animals: { species: 'cow', count: 1 } }), acceptProject(projectId), completeProject(projectId))
    expect(scenario.run(closeProject(projectId))).toMatchObject({ message: { vi: 'Còn 1 nghĩa vụ chưa hoàn trả xong: 1 con bò.', en: 'Obligations that are still open: 1 (1 cow).' } })
  })

  it('lets nothing come after it, but what happened before is still recorded', () => {
    const { scenario, projectId, sinh } = completed()
    scenario.given(closeProject(projectId))
    const contributed = (occurredOn: string) => recordContribution(projectId, sinh, { occurredOn, paper: paper('60/PT'), cash: { amountDong: 1 } })
    scenario.when(contributed('2025-02-21')).refuses('project-ended-before-day', { endedAs: 'closed', endedOn: '2025-02-20' })
    scenario.when(contributed('2025-02-20')).records('contribution-received')
  })

  it('lets nothing more be owed, of whatever day', () => {
    const { scenario, projectId, sinh } = completed()
    scenario.given(handOverMoney(projectId, sinh), closeProject(projectId))
    scenario.when(createObligation(projectId, sinh)).refuses('project-already-closed', { closedOn: '2025-02-20' })
  })
})

describe('cancelling a project', () => {
  it.each([['approved', []], ['contracted', [signContract]], ['in progress', [startProject]], ['suspended', [startProject, suspendProject]]])('is possible while it is %s', (_, steps) => {
    const { scenario, projectId, sinh } = approved()
    scenario.given(...steps.map((step) => step(projectId))).when(cancelProject(projectId)).records('project-cancelled')
    scenario.when(recordContribution(projectId, sinh, { occurredOn: '2024-05-07', cash: { amountDong: 1 } })).refuses('project-ended-before-day', { endedAs: 'cancelled' })
  })

  it('is not possible before the approval, nor after the acceptance', () => {
    const early = proposed()
    early.scenario.when(cancelProject(early.projectId)).refuses('stage-not-possible-on-day', { from: 'proposed' })
    const late = running()
    late.scenario.given(acceptProject(late.projectId))
    late.scenario.when(cancelProject(late.projectId, { occurredOn: '2024-10-26' })).refuses('stage-not-possible-on-day', { from: 'accepted' })
    late.scenario.when(cancelProject(late.projectId)).refuses('later-stage-does-not-follow', { from: 'cancelled', move: 'accept' })
  })

  it('refuses a day before what was recorded last', () => {
    const { scenario, projectId, sinh } = approved()
    scenario.given(handOverMoney(projectId, sinh))
    scenario.when(cancelProject(projectId, { occurredOn: '2023-11-19' })).refuses('project-has-later-facts', { lastFactOn: '2023-11-20' })
  })

  it('leaves the group free to propose another', () => {
    const at = approved()
    at.scenario.given(cancelProject(at.projectId)).when(proposeProject(at, { occurredOn: '2024-06-01', name: 'Chăn nuôi dê' })).records('project-proposed')
  })
})
