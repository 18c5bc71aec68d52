import type { EventLog, NewEvent } from '#event-log'
import { contributionReceived, type FactEvent } from '#domain'
import {
  approveProject, closePool, days, handOverMoney, openPool, passOnSupport, pooled, proposeProject, recordContribution, rejectProject, rescheduleObligation, resolveSurplus,
} from '#domain/testing/examples-project'
import { paper } from '#domain/testing/examples'
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
  scenario.given(rescheduleObligation(at.moneyObligation.id, [{ dueOn: '2026-03-31', amountDong: 400_000 }, { dueOn: '2026-10-30', amountDong: 600_000 }], { occurredOn: days.passedOn }))
  scenario.given(resolveSurplus(projectId))
  const closedId = scenario.idOf(proposeProject(at, { name: 'Chăn nuôi dê', paper: paper('14/ĐĐN', days.proposed) }), 'projectId')
  scenario.given(approveProject(closedId, at, { beneficiaries: [{ householdId: lan, supportDong: 12_000_000 }] }), openPool(closedId), closePool(closedId))
  return { ...at, rejectedId, contributionId, wrongHandoverId, closedId }
}

/** Records decided events in a log, each command's as one commit with its own id, so that event ids are the same. */
export const recordAll = async (log: EventLog, events: readonly FactEvent[]): Promise<void> => {
  const commits = new Map<string, FactEvent[]>()
  for (const event of events) commits.set(event.commandId, [...(commits.get(event.commandId) ?? []), event])
  for (const [commandId, commit] of commits) await append(log, commit.map(asNew), commandId)
}

/** As plain JSON: what a decision gives may hold parts of its command. */
const asNew = ({ eventId: _, commandId: __, ...event }: FactEvent): NewEvent => JSON.parse(JSON.stringify(event)) as NewEvent
