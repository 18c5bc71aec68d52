import { obligationRescheduled, type Owed } from '../catalogue/obligation-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Id, Parts, Text } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { splitAcross } from '../core/money.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { approvedOn } from '../project/project-on-day.js'
import { project } from '../project/project.js'
import { refuseDueDay } from './due-day.js'
import { datedInstalments, InstalmentFields, refuseInstalments } from './instalment-fields.js'
import { obligation, outstandingOn, type Obligation } from './obligation.js'
import { refuseObligationUnknown } from './recovery-left.js'

/** Gives other days to what a household still owes, by minutes; how much it owes stays the same. */
export class RescheduleObligation extends PaperCommand {
  @Id('Nghĩa vụ hoàn trả', 'Obligation') obligationId!: string
  @Parts('Các kỳ hoàn trả', 'Instalments', InstalmentFields, { max: 60 }) instalments!: InstalmentFields[]
  @Text('Lý do điều chỉnh', 'Why it is rescheduled', { max: 1000 }) reason!: string
}

const refuse = defineRefusals({
  'rescheduled-before-obligation': {
    rule: 'Nothing is rescheduled before it is owed.', source: 'design',
    vi: ({ createdOn, day }: { createdOn: Day; day: Day }) => `Nghĩa vụ hoàn trả được xác lập ngày ${formatDay(createdOn)}, sau ngày điều chỉnh ${formatDay(day)}.`,
    en: ({ createdOn, day }: { createdOn: Day; day: Day }) => `The obligation dates from ${formatDay(createdOn)}, after ${formatDay(day)}.`,
  },
  'nothing-left-to-reschedule': {
    rule: 'Only what is still outstanding on the day is rescheduled.', source: 'design',
    vi: ({ day }: { day: Day }) => `Tính đến ngày ${formatDay(day)} hộ đã hoàn trả đủ, không còn gì để điều chỉnh.`,
    en: ({ day }: { day: Day }) => `By ${formatDay(day)} nothing was outstanding any more.`,
  },
})

const kind = obligationRescheduled.type
const paperSubject = ({ obligationId }: RescheduleObligation): string => `obligation:${obligationId}`

export const rescheduleObligation = decision(RescheduleObligation, {
  title: { vi: 'Điều chỉnh lịch hoàn trả', en: 'Reschedule what a household owes' },
  records: obligationRescheduled,
  reads: (command) => ({ obligation: obligation(command.obligationId), paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)) }),
  thenReads: ({ obligation: { created } }) => ({ projects: created === undefined ? [] : [project(created.projectId)] }),
  decide(states, command, { newId }) {
    const { obligationId, instalments, reason, occurredOn, paper } = command
    const { created } = states.obligation
    const [owing] = states.projects
    if (created === undefined || owing === undefined) return refuseObligationUnknown(obligationId)
    const { projectId, householdId } = created
    const approved = approvedOn(projectId, owing, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    const left = leftToReschedule(states.obligation, occurredOn)
    if (left instanceof Refusal) return left
    const refusal = refuseIfRecorded(paper, states.paperRecord) ?? refuseInstalments(instalments, left) ?? refuseDays(command, approval.rules)
    if (refusal) return refusal
    const fundingLines = left.unit === 'dong' ? splitAcross(approval.budgetLines, left.amountDong) : undefined
    const data = { reschedulingId: newId('rescheduling'), obligationId, projectId, householdId, outstanding: left, instalments: datedInstalments(instalments), reason, fundingLines }
    return [obligationRescheduled(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

/**
 * What was outstanding on the day of the minutes: receipts of later days may have been typed in before. Receipts of
 * earlier days that come in afterwards meet the first of the new instalments.
 */
const leftToReschedule = (state: Obligation, day: Day): Owed | Refusal => {
  const { created } = state
  if (created === undefined || day < created.createdOn) return refuse('rescheduled-before-obligation', { createdOn: created?.createdOn ?? day, day })
  const left = outstandingOn(state, day)
  if (left === 0) return refuse('nothing-left-to-reschedule', { day })
  return created.owed.unit === 'dong' ? { ...created.owed, amountDong: left } : { ...created.owed, count: left }
}

const refuseDays = ({ instalments, occurredOn }: RescheduleObligation, rules: Parameters<typeof refuseDueDay>[1]): Refusal | undefined => {
  for (const { dueOn } of instalments) {
    const refusal = refuseDueDay({ dueOn, occurredOn }, rules)
    if (refusal) return refusal
  }
  return undefined
}
