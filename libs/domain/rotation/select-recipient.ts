import { recipientSelected } from '../catalogue/rotation-events.js'
import { heldOn } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Id, Text } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { household } from '../household/household.js'
import { approvedOn } from '../project/project-on-day.js'
import { project, type Project } from '../project/project.js'
import { refuseUnlessPoolOpen } from './pool-on-day.js'
import { pool, type Candidate, type Pool } from './pool.js'
import { isServedBefore, refuseCandidate } from './recipient.js'

/** Selects the household that is next, by minutes, from the ranking in force; whoever is not the first needs a reason. */
export class SelectRecipient extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Id('Hộ được chọn', 'Selected household') householdId!: string
  @Text('Lý do chọn không theo thứ tự', 'Why it is taken out of order', { optional: true, max: 1000 }) outOfOrderReason?: string
}

const refuse = defineRefusals({
  'recipient-not-ranked': {
    rule: 'A recipient is selected from the ranking that holds on the day.', source: 'design',
    vi: ({ householdId, day }: { householdId: string; day: Day }) => `Hộ ${householdId} không có trong danh sách xếp thứ tự có hiệu lực ngày ${formatDay(day)}.`,
    en: ({ householdId, day }: { householdId: string; day: Day }) => `The ranking that holds on ${formatDay(day)} does not name household ${householdId}.`,
  },
  'recipient-already-selected': {
    rule: 'A project selects a household once.', source: 'design',
    vi: ({ householdId, selectedOn }: { householdId: string; selectedOn: Day }) => `Hộ ${householdId} đã được bình chọn ngày ${formatDay(selectedOn)}.`,
    en: ({ householdId, selectedOn }: { householdId: string; selectedOn: Day }) => `Household ${householdId} was selected on ${formatDay(selectedOn)}.`,
  },
  'out-of-order-without-reason': {
    rule: 'Taking a household that is not the first of those still waiting needs a reason.', source: 'design',
    vi: ({ householdId, rank }: { householdId: string; rank: number; firstHouseholdId: string }) => `Hộ ${householdId} xếp thứ ${rank}, còn hộ khác xếp trước đang chờ; phải ghi lý do chọn không theo thứ tự.`,
    en: ({ householdId, rank, firstHouseholdId }: { householdId: string; rank: number; firstHouseholdId: string }) => `Household ${householdId} is ranked ${rank} and ${firstHouseholdId} waits before it; say why it is taken out of order.`,
  },
})

const kind = recipientSelected.type
const paperSubject = ({ projectId, householdId }: SelectRecipient): string => `project:${projectId} household:${householdId}`

export const selectRecipient = decision(SelectRecipient, {
  title: { vi: 'Bình chọn hộ nhận luân chuyển', en: 'Select the next recipient' },
  records: recipientSelected,
  reads: (command) => ({
    project: project(command.projectId),
    pool: pool(command.projectId),
    household: household(command.householdId),
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command, { newId }) {
    const { projectId, householdId, outOfOrderReason, occurredOn, paper } = command
    const approved = approvedOn(projectId, states.project, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    const refusal =
      refuseUnlessPoolOpen(states.pool, occurredOn) ??
      refuseIfRecorded(paper, states.paperRecord) ??
      refuseCandidate(states.project, approval, states.household, { householdId, day: occurredOn })
    if (refusal) return refusal
    const candidate = candidateToSelect(states, command)
    if (candidate instanceof Refusal) return candidate
    const data = { selectionId: newId('selection'), projectId, householdId, rank: candidate.rank, outOfOrderReason }
    return [recipientSelected(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

const candidateToSelect = (
  states: { readonly project: Project; readonly pool: Pool }, { householdId, outOfOrderReason, occurredOn }: SelectRecipient,
): Candidate | Refusal => {
  const candidates = heldOn(states.pool.rankings, occurredOn) ?? []
  const candidate = candidates.find((each) => each.householdId === householdId)
  if (candidate === undefined) return refuse('recipient-not-ranked', { householdId, day: occurredOn })
  const selectedOn = states.pool.recipients[householdId]?.selectedOn
  if (selectedOn !== undefined) return refuse('recipient-already-selected', { householdId, selectedOn })
  const first = candidates.find((each) => isWaiting(states, each, occurredOn))
  if (first === undefined || first.householdId === householdId || outOfOrderReason !== undefined) return candidate
  return refuse('out-of-order-without-reason', { householdId, rank: candidate.rank, firstHouseholdId: first.householdId })
}

/** Neither selected by the day nor served before it. */
const isWaiting = (states: { readonly project: Project; readonly pool: Pool }, { householdId }: Candidate, day: Day): boolean => {
  const { selectedOn } = states.pool.recipients[householdId] ?? {}
  return (selectedOn === undefined || selectedOn > day) && !isServedBefore(states.project, householdId, day)
}
