import { eventIdOf, type EventLog, type NewEvent } from '#event-log'
import { capitalReleased, contributionReceived, type FactEvent } from '#domain'
import {
  days, handOverMoney, makePayment, passOnSupport, payAdvance, pooled, proposeProject, recordContribution, rejectPayment, rejectProject, requestPayment, returnPayment,
} from '#domain/testing/examples-project'
import { adjustCapital, commune, paper, setPovertyTarget } from '#domain/testing/examples'
import type { Scenario } from '#domain/testing/scenario'
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
  withCapitalAndPayments(at)
  return { ...at, rejectedId, contributionId, wrongHandoverId }
}

/** The province's targets and capital for the commune, and what the Treasury was asked for, paid, refused and got back. */
const withCapitalAndPayments = ({ scenario, projectId, allocationId }: ReturnType<typeof pooled>): void => {
  const requested = (number: string, fields: Readonly<Record<string, unknown>>) => scenario.idOf(requestPayment(projectId, { paper: paper(number, days.paymentRequested), ...fields }), 'paymentId')
  scenario.given(setPovertyTarget(), adjustCapital(allocationId, [{ changeDong: 5_000_000 }]))
  scenario.given(payAdvance(requested('41/ĐN-TƯ', { kind: 'advance', amountDong: 6_000_000 }), { treasuryReference: 'GRDT-0101/2023' }))
  const paymentId = requested('42/ĐN-TT', { amountDong: 20_000_000 })
  scenario.given(makePayment(paymentId), returnPayment(paymentId, { amountDong: 1_000_000 }))
  recordRelease(scenario, projectId, allocationId)
  scenario.given(rejectPayment(requested('43/ĐN-TT', { amountDong: 4_000_000, payee: { kind: 'group', name: 'Nhóm chăn nuôi bò xóm Thịnh Đức' } })))
}

/** Put in as it is decided once a project has ended, which this one has not. */
const recordRelease = (scenario: Scenario, projectId: string, allocationId: string): void => {
  const fundingLines = [{ programme: 'NTP-PR', component: 'DA3-TDA1', source: 'central' as const, budgetYear: 2023, amountDong: 1_000_000 }]
  const event = capitalReleased({ projectId, released: [{ allocationId, fundingLines }] }, { occurredOn: days.released, paper: paper('60/QĐ-UBND', days.released), unit: commune })
  const commandId = '9f0b6a0e-57a9-5c1c-8e67-2b6a3f0f7d11'
  scenario.events.push({ ...event, commandId, eventId: eventIdOf(commandId, 0) })
}

/** Records decided events in a log, each command's as one commit with its own id, so that event ids are the same. */
export const recordAll = async (log: EventLog, events: readonly FactEvent[]): Promise<void> => {
  const commits = new Map<string, FactEvent[]>()
  for (const event of events) commits.set(event.commandId, [...(commits.get(event.commandId) ?? []), event])
  for (const [commandId, commit] of commits) await append(log, commit.map(asNew), commandId)
}

/** As plain JSON: what a decision gives may hold parts of its command. */
const asNew = ({ eventId: _, commandId: __, ...event }: FactEvent): NewEvent => JSON.parse(JSON.stringify(event)) as NewEvent
