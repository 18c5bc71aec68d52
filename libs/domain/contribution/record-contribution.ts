import { contributionReceived, type Contribution } from '../catalogue/contribution-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Count, Dong, Id, Part, Text } from '../core/fields.js'
import { formatDong } from '../core/language.js'
import type { FundingLine } from '../core/money.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { group, isMemberOn } from '../group/group.js'
import { refuseUnlessOneForm } from '../project/one-form.js'
import { approvedOn } from '../project/project-on-day.js'
import { project, type Approval } from '../project/project.js'
import { labourValueDong } from '../project/state-share.js'

export class CashFields {
  @Dong('Số tiền', 'Amount', { example: 2_000_000 }) amountDong!: number
}

export class GoodsFields {
  @Text('Tên hiện vật', 'Goods', { max: 80, example: 'Cỏ voi giống' }) item!: string
  @Count('Số lượng', 'Quantity', { max: 100_000, example: 200 }) quantity!: number
  @Text('Đơn vị tính', 'Unit of measure', { max: 20, example: 'kg' }) unitName!: string
  @Count('Đơn giá', 'Price of one', { max: 100_000_000, example: 5_000 }) unitPriceDong!: number
  @Dong('Thành tiền', 'Value', { example: 1_000_000 }) amountDong!: number
}

export class LabourFields {
  @Count('Số nửa ngày công', 'Half days of labour', { max: 10_000, example: 9 }) halfDays!: number
}

/** Records what a household put into a project: cash, goods or labour. */
export class RecordContribution extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Id('Hộ', 'Household') householdId!: string
  @Part('Tiền', 'Cash', CashFields, { optional: true }) cash?: CashFields
  @Part('Hiện vật', 'Goods', GoodsFields, { optional: true }) goods?: GoodsFields
  @Part('Công lao động', 'Labour', LabourFields, { optional: true }) labour?: LabourFields
}

const refuse = defineRefusals({
  'household-not-a-participant': {
    rule: "The households' own share comes from members of the project's group.", source: 'Decree 27/2022, Article 22',
    vi: ({ householdId }: { householdId: string }) => `Hộ ${householdId} không tham gia dự án này.`,
    en: ({ householdId }: { householdId: string }) => `Household ${householdId} takes no part in this project.`,
  },
  'goods-value-wrong': {
    rule: 'The value of goods is their quantity times their unit price.', source: 'design',
    vi: ({ valueDong, amountDong }: { valueDong: number; amountDong: number }) => `Số lượng nhân đơn giá là ${formatDong(valueDong)}, không phải ${formatDong(amountDong)}.`,
    en: ({ valueDong, amountDong }: { valueDong: number; amountDong: number }) => `Quantity times unit price is ${formatDong(valueDong)}, not ${formatDong(amountDong)}.`,
  },
  'labour-day-price-not-agreed': {
    rule: 'Labour is valued at the price of a day that the approval froze.', source: 'design: no national price is known',
    vi: ({ name }: { name: string }) => `Quyết định phê duyệt dự án ${name} không có đơn giá ngày công.`,
    en: ({ name }: { name: string }) => `The approval of project ${name} has no price of a labour day.`,
  },
})

/** A receipt may list several forms and goods of a household, each once. */
const paperKind = ({ cash, goods }: RecordContribution): string => {
  const form = cash ? 'cash' : goods ? `goods/${goods.item}` : 'labour'
  return `${contributionReceived.type}/${form}`
}
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
    if (!isMemberOn(states.groups[0] ?? group.definition.initial, householdId, occurredOn)) return refuse('household-not-a-participant', { householdId })
    const refusal = refuseUnlessOneForm({ cash, goods, labour }) ?? refuseWrongValue(command, proposal.name, approval) ?? refuseIfRecorded(paper, states.paperRecord)
    if (refusal) return refusal
    const contribution = contributionOf(command, approval)
    const data = { contributionId: newId('contribution'), projectId, householdId, contribution, fundingLines: [counterpartLine(approval, occurredOn, contribution.amountDong)] }
    return [contributionReceived(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(paperKind(command), paperSubject(command), paper)])]
  },
})

const refuseWrongValue = ({ goods, labour }: RecordContribution, name: string, { counterpart }: Approval): Refusal | undefined => {
  if (labour && counterpart.labourDayPriceDong === 0) return refuse('labour-day-price-not-agreed', { name })
  if (goods === undefined) return undefined
  const valueDong = goods.quantity * goods.unitPriceDong
  return valueDong === goods.amountDong ? undefined : refuse('goods-value-wrong', { valueDong, amountDong: goods.amountDong })
}

const contributionOf = ({ cash, goods, labour }: RecordContribution, { counterpart: { labourDayPriceDong: dayPriceDong } }: Approval): Contribution => {
  if (cash) return { kind: 'cash', ...cash }
  if (goods) return { kind: 'goods', ...goods }
  const halfDays = labour?.halfDays ?? 0
  return { kind: 'labour', halfDays, dayPriceDong, amountDong: labourValueDong(halfDays, dayPriceDong) }
}

/** The households' own money stands under the budget's first component, in the year in which it came. */
const counterpartLine = ({ budgetLines: [first] }: Approval, day: Day, amountDong: number): FundingLine => ({
  programme: first?.programme ?? '', component: first?.component ?? '', source: 'counterpart', budgetYear: Number(day.slice(0, 4)), amountDong,
})
