import { contributionPledged, type Pledge } from '../catalogue/contribution-events.js'
import { decision } from '../core/decision.js'
import { Id, Part } from '../core/fields.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { Refusal } from '../core/refusal.js'
import { group } from '../group/group.js'
import { refuseUnlessOneForm } from '../project/one-form.js'
import { proposalToPledgeTo } from '../project/project-on-day.js'
import { project } from '../project/project.js'
import { CashFields, formOnPaper, GoodsFields, PledgedLabourFields } from './contribution-fields.js'
import { refuseWrongValue } from './goods-value.js'
import { refuseUnlessParticipant } from './participant.js'

/** Records what a household promises to put into a project, before or after its approval. */
export class PledgeContribution extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Id('Hộ', 'Household') householdId!: string
  @Part('Tiền cam kết', 'Cash', CashFields, { optional: true }) cash?: CashFields
  @Part('Hiện vật cam kết', 'Goods', GoodsFields, { optional: true }) goods?: GoodsFields
  @Part('Công lao động cam kết', 'Labour', PledgedLabourFields, { optional: true }) labour?: PledgedLabourFields
}

const paperKind = (command: PledgeContribution): string => `${contributionPledged.type}/${formOnPaper(command)}`
const paperSubject = ({ projectId, householdId }: PledgeContribution): string => `project:${projectId} household:${householdId}`

/** Says nothing of approved prices, so that it is the same whether it is entered before or after the approval. */
export const pledgeContribution = decision(PledgeContribution, {
  title: { vi: 'Ghi cam kết đối ứng của hộ', en: "Record a household's pledge" },
  records: contributionPledged,
  reads: (command) => ({
    project: project(command.projectId),
    paperRecord: paperRecord(paperId(paperKind(command), paperSubject(command), command.paper)),
  }),
  thenReads: ({ project: { proposal } }) => ({ groups: proposal === undefined ? [] : [group(proposal.groupId)] }),
  decide(states, command, { newId }) {
    const { projectId, householdId, cash, goods, labour, occurredOn, paper } = command
    const proposal = proposalToPledgeTo(projectId, states.project, occurredOn)
    if (proposal instanceof Refusal) return proposal
    const refusal =
      refuseUnlessParticipant(householdId, states.groups[0], occurredOn) ??
      refuseUnlessOneForm({ cash, goods, labour }) ??
      refuseWrongValue(goods?.amountDong, pricedDong(goods)) ??
      refuseIfRecorded(paper, states.paperRecord)
    if (refusal) return refusal
    const data = { pledgeId: newId('pledge'), projectId, householdId, pledge: pledgeOf(command) }
    return [contributionPledged(data, { occurredOn, paper, unit: proposal.unit }, [paperTag(paperKind(command), paperSubject(command), paper)])]
  },
})

const pledgeOf = ({ cash, goods, labour }: PledgeContribution): Pledge => {
  if (cash) return { kind: 'cash', ...cash }
  if (goods) return { kind: 'goods', ...goods, amountDong: goods.amountDong ?? pricedDong(goods) }
  return { kind: 'labour', halfDays: labour?.halfDays ?? 0, amountDong: labour?.amountDong }
}

const pricedDong = (goods: GoodsFields | undefined): number | undefined =>
  goods?.unitPriceDong === undefined ? undefined : goods.quantity * goods.unitPriceDong
