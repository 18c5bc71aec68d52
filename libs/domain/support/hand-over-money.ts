import { moneyHandedOver } from '../catalogue/support-events.js'
import { decision } from '../core/decision.js'
import { Dong, Id } from '../core/fields.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { Refusal } from '../core/refusal.js'
import { approvedOn } from '../project/project-on-day.js'
import { project } from '../project/project.js'
import { refuseWhileSuspended } from '../project/suspension.js'
import { refuseSupport, supportLines } from './support-left.js'

/** Hands approved support over to a household in money. */
export class HandOverMoney extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Id('Hộ', 'Household') householdId!: string
  @Dong('Số tiền', 'Amount', { example: 10_000_000 }) amountDong!: number
}

const kind = moneyHandedOver.type
const paperSubject = ({ projectId, householdId }: HandOverMoney): string => `project:${projectId} household:${householdId}`

export const handOverMoney = decision(HandOverMoney, {
  title: { vi: 'Trao tiền hỗ trợ', en: 'Hand over money' },
  records: moneyHandedOver,
  reads: (command) => ({ project: project(command.projectId), paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)) }),
  decide(states, command, { newId }) {
    const { projectId, householdId, amountDong, occurredOn, paper } = command
    const approved = approvedOn(projectId, states.project, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    const refusal = refuseIfRecorded(paper, states.paperRecord) ?? refuseWhileSuspended(states.project, occurredOn) ?? refuseSupport(states.project, approval, householdId, amountDong)
    if (refusal) return refusal
    const data = { handoverId: newId('handover'), projectId, householdId, amountDong, fundingLines: supportLines(states.project, approval, amountDong) }
    return [moneyHandedOver(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})
