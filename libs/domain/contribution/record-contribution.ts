import { contributionReceived, type Contribution } from '../catalogue/contribution-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Id, Part } from '../core/fields.js'
import type { FundingLine } from '../core/money.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { group } from '../group/group.js'
import { refuseUnlessOneForm } from '../project/one-form.js'
import { approvedOn, type ApprovedProject } from '../project/project-on-day.js'
import { project, type Approval } from '../project/project.js'
import { labourValueDong } from '../project/state-share.js'
import { CashFields, formOnPaper, GoodsFields, LabourFields } from './contribution-fields.js'
import { valuedGoods } from './goods-value.js'
import { refuseUnlessParticipant } from './participant.js'

/** Records what a household put into a project: cash, goods or labour. */
export class RecordContribution extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Id('Hộ', 'Household') householdId!: string
  @Part('Tiền', 'Cash', CashFields, { optional: true }) cash?: CashFields
  @Part('Hiện vật', 'Goods', GoodsFields, { optional: true }) goods?: GoodsFields
  @Part('Công lao động', 'Labour', LabourFields, { optional: true }) labour?: LabourFields
}

const refuse = defineRefusals({
  'labour-day-price-not-agreed': {
    rule: 'Labour is valued at the price of a day that the approval froze.', source: 'design: no national price is known',
    vi: ({ name }: { name: string }) => `Quyết định phê duyệt dự án ${name} không có đơn giá ngày công.`,
    en: ({ name }: { name: string }) => `The approval of project ${name} has no price of a labour day.`,
  },
})

const paperKind = (command: RecordContribution): string => `${contributionReceived.type}/${formOnPaper(command)}`
const paperSubject = ({ projectId, householdId }: RecordContribution): string => `project:${projectId} household:${householdId}`

export const recordContribution = decision(RecordContribution, {
  title: { vi: 'Ghi vốn đối ứng của hộ', en: "Record a household's contribution" },
  records: contributionReceived,
  reads: (command) => ({
    project: project(command.projectId),
    paperRecord: paperRecord(paperId(paperKind(command), paperSubject(command), command.paper)),
  }),
  thenReads: ({ project: { proposal } }) => ({ groups: proposal === undefined ? [] : [group(proposal.groupId)] }),
  decide(states, command, { newId }) {
    const { projectId, householdId, cash, goods, labour, occurredOn, paper } = command
    const approved = approvedOn(projectId, states.project, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    const refusal = refuseUnlessParticipant(householdId, states.groups[0], occurredOn) ?? refuseUnlessOneForm({ cash, goods, labour }) ?? refuseIfRecorded(paper, states.paperRecord)
    if (refusal) return refusal
    const contribution = contributionOf(command, approved)
    if (contribution instanceof Refusal) return contribution
    const data = { contributionId: newId('contribution'), projectId, householdId, contribution, fundingLines: [counterpartLine(approval, occurredOn, contribution.amountDong)] }
    return [contributionReceived(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(paperKind(command), paperSubject(command), paper)])]
  },
})

const contributionOf = ({ cash, goods, labour }: RecordContribution, { proposal: { name }, approval }: ApprovedProject): Contribution | Refusal => {
  if (cash) return { kind: 'cash', ...cash }
  if (goods) return valuedGoods(goods, approval)
  const { labourDayPriceDong: dayPriceDong } = approval.counterpart
  if (dayPriceDong === 0) return refuse('labour-day-price-not-agreed', { name })
  const halfDays = labour?.halfDays ?? 0
  return { kind: 'labour', halfDays, dayPriceDong, amountDong: labourValueDong(halfDays, dayPriceDong) }
}

/** The households' own money stands under the budget's first component, in the year in which it came. */
const counterpartLine = ({ budgetLines: [first] }: Approval, day: Day, amountDong: number): FundingLine => ({
  programme: first?.programme ?? '', component: first?.component ?? '', source: 'counterpart', budgetYear: Number(day.slice(0, 4)), amountDong,
})
