import type { EventLog, NewEvent } from '#event-log'
import { contributionReceived, type DataOf, type FactEvent, type memberJoined } from '#domain'
import { household } from '#domain/household/household'
import {
  acceptProject, appraiseProject, approveProject, budgetOf, cancelProject, closePool, closeProject, completeProject, days, extendProject, handOverGoods, handOverMoney, makePayment, openPool, passOnSupport,
  payAdvance, pledgeContribution, pooled, proposeProject, recordContribution, recordHandoverRefusal, rejectPayment, rejectProject, releaseCapital, requestPayment, rescheduleObligation, resolveSurplus,
  resubmitProject, resumeProject, returnPayment, returnProject, reverseContribution, signContract, startProject, submitProject, suspendProject, withdrawProject,
} from '#domain/testing/examples-project'
import {
  addHouseholdMember, adjustCapital, admitGroupMember, agreeGroupRules, changeGroupLeader, changeHouseholdHead, classifyHousehold, formGroup, paper, registerHouseholdOf, removeHouseholdMember,
  setPovertyTarget, withdrawGroupMember,
} from '#domain/testing/examples'
import { append } from './toy.js'

/** Every kind of event there is, decided by the real table: Sính's and Lan's project, corrections in it, a rejected one, and those of another group. */
export const livelihood = () => {
  const at = pooled()
  const { scenario, projectId, sinh, lan, minh } = at
  scenario.given(passOnSupport(projectId, minh))
  scenario.given(recordContribution(projectId, sinh), recordContribution(projectId, lan, { labour: { halfDays: 5 }, paper: paper('02/PT', days.contributed) }))
  const contributionId = scenario.events.find(({ type }) => type === contributionReceived.type)?.eventId
  const correct = (eventId: string | undefined, number: string, replacement?: object) =>
    scenario.given({ name: 'correct-event', fields: { eventId, paper: paper(number, '2025-02-01'), finding: 'Ghi nhầm số tiền', ...(replacement === undefined ? {} : { replacement }) } })
  correct(contributionId, '01/KL', { projectId, householdId: sinh, cash: { amountDong: 1_500_000 } })
  scenario.given(handOverMoney(projectId, sinh, { amountDong: 1_000_000, paper: paper('08/BB-BG', days.handedOver) }))
  const wrongHandoverId = scenario.lastEvent.eventId
  correct(wrongHandoverId, '02/KL')
  scenario.given(
    pledgeContribution(projectId, lan, { labour: { halfDays: 8 } }), pledgeContribution(projectId, lan, { cash: { amountDong: 700_000 } }),
    pledgeContribution(projectId, lan, { goods: { item: 'Rơm khô', quantity: 10, unitName: 'cuộn' } }),
    recordHandoverRefusal(projectId, lan, { occurredOn: '2023-11-15', animalTag: 'TN-0009' }),
  )
  const wrongContributionId = scenario.idOf(recordContribution(projectId, lan, { cash: { amountDong: 700_000 }, paper: paper('02/PT', days.contributed) }), 'contributionId')
  scenario.given(reverseContribution(wrongContributionId), handOverGoods(projectId, sinh))
  const rejectedId = scenario.idOf(proposeProject(at, { name: 'Trồng chè', paper: paper('13/ĐĐN', days.proposed) }), 'projectId')
  scenario.given(rejectProject(rejectedId))
  scenario.given(rescheduleObligation(at.moneyObligation.id, [{ dueOn: '2026-03-31', amountDong: 400_000 }, { dueOn: '2026-10-30', amountDong: 600_000 }], { occurredOn: days.passedOn }))
  scenario.given(resolveSurplus(projectId))
  const closedPoolId = withClosedPool(at)
  withCapitalAndPayments(at)
  liveOn(at)
  return { ...at, rejectedId, contributionId, wrongHandoverId, closedPoolId, ...otherLives(at) }
}

/** A project of the same group that handed nothing over, and whose pool was opened and closed. */
const withClosedPool = (at: ReturnType<typeof pooled>): string => {
  const { scenario, allocationId, lan } = at
  const projectId = scenario.idOf(proposeProject(at, { name: 'Chăn nuôi dê', paper: paper('14/ĐĐN', days.proposed) }), 'projectId')
  scenario.given(approveProject(projectId, at, { budget: budgetOf(allocationId, 10_000_000, 1_000_000), beneficiaries: [{ householdId: lan, supportDong: 10_000_000 }] }), openPool(projectId), closePool(projectId))
  return projectId
}

/** Projects of another group: one from its proposal to its end, one that was withdrawn, one that was cancelled. */
const otherLives = (at: ReturnType<typeof pooled>) => {
  const { scenario, programmeId, allocationId } = at
  const householdIds = ['019185000021', '019185000022'].map((citizenNumber) => scenario.idOf(registerHouseholdOf(citizenNumber), 'householdId'))
  for (const householdId of householdIds) scenario.given(classifyHousehold(householdId))
  const groupId = scenario.idOf(formGroup(householdIds, { name: 'Nhóm trồng chè xóm Ấp Chè' }), 'groupId')
  const propose = (name: string, number: string) => scenario.idOf(proposeProject({ programmeId, groupId }, { name, paper: paper(number, days.proposed) }), 'projectId')
  const approve = (projectId: string, centralDong: number) => approveProject(projectId, at, {
    budget: budgetOf(allocationId, centralDong, 1_000_000), beneficiaries: [{ householdId: householdIds[0], supportDong: centralDong }], endsOn: '2024-12-31',
  })
  const [closedId, withdrawnId, cancelledId] = [propose('Trồng chè an toàn', '41/ĐĐN'), propose('Nuôi ong', '42/ĐĐN'), propose('Trồng rừng', '43/ĐĐN')]
  scenario.given(submitProject(closedId), returnProject(closedId), resubmitProject(closedId), appraiseProject(closedId), approve(closedId, 10_000_000), signContract(closedId), startProject(closedId))
  scenario.given(suspendProject(closedId), resumeProject(closedId), extendProject(closedId), acceptProject(closedId), completeProject(closedId, { settledDong: 10_500_000 }), closeProject(closedId))
  scenario.given(withdrawProject(withdrawnId), approve(cancelledId, 2_000_000), cancelProject(cancelledId), releaseCapital(cancelledId, { occurredOn: '2024-05-20' }))
  return { closedId, withdrawnId, cancelledId }
}

/** The province's targets and capital for the commune, and what the Treasury was asked for, paid, refused and got back. */
const withCapitalAndPayments = ({ scenario, projectId, allocationId }: ReturnType<typeof pooled>): void => {
  const requested = (number: string, fields: Readonly<Record<string, unknown>>) => scenario.idOf(requestPayment(projectId, { paper: paper(number, days.paymentRequested), ...fields }), 'paymentId')
  scenario.given(setPovertyTarget(), adjustCapital(allocationId, [{ changeDong: 5_000_000 }]))
  scenario.given(payAdvance(requested('41/ĐN-TƯ', { kind: 'advance', amountDong: 6_000_000 }), { treasuryReference: 'GRDT-0101/2023' }))
  const paymentId = requested('42/ĐN-TT', { amountDong: 20_000_000 })
  scenario.given(makePayment(paymentId), returnPayment(paymentId, { amountDong: 1_000_000 }))
  scenario.given(rejectPayment(requested('43/ĐN-TT', { amountDong: 4_000_000, payee: { kind: 'group', name: 'Nhóm chăn nuôi bò xóm Thịnh Đức' } })))
}

/** Tâm's spouse becomes head of the household, and Tâm moves away; Lan leads the group, which Tâm's household joined for a while. */
const liveOn = ({ scenario, groupId, lan, tam }: ReturnType<typeof pooled>): void => {
  const [formerHead] = scenario.state(household(tam)).registered?.personIds ?? []
  const spouse = { relation: 'spouse', name: 'Bàn Văn Tiến', gender: 'male' }
  scenario.given(addHouseholdMember(tam, { member: spouse }))
  const { member: { personId } } = scenario.lastEvent.data as DataOf<typeof memberJoined>
  scenario.given(
    changeHouseholdHead(tam, personId), removeHouseholdMember(tam, formerHead ?? ''),
    agreeGroupRules(groupId, { custodianHouseholdId: lan }), admitGroupMember(groupId, tam), changeGroupLeader(groupId, lan), withdrawGroupMember(groupId, tam),
  )
}

/** Records decided events in a log, each command's as one commit with its own id, so that event ids are the same. */
export const recordAll = async (log: EventLog, events: readonly FactEvent[]): Promise<void> => {
  const commits = new Map<string, FactEvent[]>()
  for (const event of events) commits.set(event.commandId, [...(commits.get(event.commandId) ?? []), event])
  for (const [commandId, commit] of commits) await append(log, commit.map(asNew), commandId)
}

/** As plain JSON: what a decision gives may hold parts of its command. */
const asNew = ({ eventId: _, commandId: __, ...event }: FactEvent): NewEvent => JSON.parse(JSON.stringify(event)) as NewEvent
