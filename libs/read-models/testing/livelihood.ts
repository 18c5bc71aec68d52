import type { EventLog, NewEvent } from '#event-log'
import { contributionReceived, type FactEvent } from '#domain'
import {
  days, handOverGoods, handOverMoney, passOnSupport, pledgeContribution, pooled, proposeProject, recordContribution, recordHandoverRefusal, rejectProject, reverseContribution,
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
  scenario.given(
    pledgeContribution(projectId, lan, { labour: { halfDays: 8 } }), pledgeContribution(projectId, lan, { cash: { amountDong: 700_000 } }),
    pledgeContribution(projectId, lan, { goods: { item: 'Rơm khô', quantity: 10, unitName: 'cuộn' } }),
    recordHandoverRefusal(projectId, lan, { occurredOn: '2023-11-15', animalTag: 'TN-0009' }),
  )
  const wrongContributionId = scenario.idOf(recordContribution(projectId, lan, { cash: { amountDong: 700_000 }, paper: paper('02/PT', days.contributed) }), 'contributionId')
  scenario.given(reverseContribution(wrongContributionId), handOverGoods(projectId, sinh))
  const rejectedId = scenario.idOf(proposeProject(at, { name: 'Trồng chè', paper: paper('13/ĐĐN', days.proposed) }), 'projectId')
  scenario.given(rejectProject(rejectedId))
  return { ...at, rejectedId, contributionId, wrongHandoverId }
}

/** Records decided events in a log, each command's as one commit with its own id, so that event ids are the same. */
export const recordAll = async (log: EventLog, events: readonly FactEvent[]): Promise<void> => {
  const commits = new Map<string, FactEvent[]>()
  for (const event of events) commits.set(event.commandId, [...(commits.get(event.commandId) ?? []), event])
  for (const [commandId, commit] of commits) await append(log, commit.map(asNew), commandId)
}

/** As plain JSON: what a decision gives may hold parts of its command. */
const asNew = ({ eventId: _, commandId: __, ...event }: FactEvent): NewEvent => JSON.parse(JSON.stringify(event)) as NewEvent
