import { goodsHandedOver } from '../catalogue/support-events.js'
import { decision } from '../core/decision.js'
import { Count, Id, Parts, Text } from '../core/fields.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { Refusal } from '../core/refusal.js'
import { approvedOn } from '../project/project-on-day.js'
import { project } from '../project/project.js'
import { refuseWhileSuspended } from '../project/suspension.js'
import { refuseSupport, supportLines } from './support-left.js'

export class HandedOverItemFields {
  @Text('Tên hiện vật', 'Goods', { max: 80, example: 'Cám hỗn hợp' }) item!: string
  @Count('Số lượng', 'Quantity', { max: 100_000, example: 10 }) quantity!: number
  @Text('Đơn vị tính', 'Unit of measure', { max: 20, example: 'bao' }) unitName!: string
  @Count('Đơn giá', 'Price of one', { max: 100_000_000, example: 300_000 }) unitPriceDong!: number
}

/** Hands goods over to a household as approved support: feed, seedlings, tools. */
export class HandOverGoods extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Id('Hộ', 'Household') householdId!: string
  @Parts('Hiện vật bàn giao', 'Goods', HandedOverItemFields, { max: 100 }) items!: HandedOverItemFields[]
}

const kind = goodsHandedOver.type
const paperSubject = ({ projectId, householdId }: HandOverGoods): string => `project:${projectId} household:${householdId}`

export const handOverGoods = decision(HandOverGoods, {
  title: { vi: 'Bàn giao hiện vật', en: 'Hand over goods' },
  records: goodsHandedOver,
  reads: (command) => ({ project: project(command.projectId), paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)) }),
  decide(states, command, { newId }) {
    const { projectId, householdId, items, occurredOn, paper } = command
    const approved = approvedOn(projectId, states.project, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    const valueDong = items.reduce((sum, { quantity, unitPriceDong }) => sum + quantity * unitPriceDong, 0)
    const refusal = refuseIfRecorded(paper, states.paperRecord) ?? refuseWhileSuspended(states.project, occurredOn) ?? refuseSupport(states.project, approval, householdId, valueDong)
    if (refusal) return refusal
    const data = { handoverId: newId('handover'), projectId, householdId, items, valueDong, fundingLines: supportLines(states.project, approval, valueDong) }
    return [goodsHandedOver(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})
