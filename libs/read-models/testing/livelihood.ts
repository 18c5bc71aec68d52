import type { EventLog, NewEvent } from '#event-log'
import { contributionReceived, type DataOf, type FactEvent, type memberJoined } from '#domain'
import { household } from '#domain/household/household'
import { days, handOverMoney, passOnSupport, pooled, proposeProject, recordContribution, rejectProject } from '#domain/testing/examples-project'
import { addHouseholdMember, admitGroupMember, agreeGroupRules, changeGroupLeader, changeHouseholdHead, paper, removeHouseholdMember, withdrawGroupMember } from '#domain/testing/examples'
import { append } from './toy.js'

/** Every kind of event there is, decided by the real table: Sính's and Lan's project, corrections in it, and a rejected one. */
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
  const rejectedId = scenario.idOf(proposeProject(at, { name: 'Trồng chè', paper: paper('13/ĐĐN', days.proposed) }), 'projectId')
  scenario.given(rejectProject(rejectedId))
  liveOn(at)
  return { ...at, rejectedId, contributionId, wrongHandoverId }
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
