import { contractSigned } from '../catalogue/project-stage-events.js'
import { decision } from '../core/decision.js'
import { DayField, Dong, Text } from '../core/fields.js'
import { splitAcross } from '../core/money.js'
import { refuseUnlessPeriod } from '../core/period.js'
import { Refusal } from '../core/refusal.js'
import { refuseEnds, withEnd } from './project-end.js'
import { ProjectCommand, projectToMove, recordMove, stageReads } from './stage-decision.js'

/** Records a contract with a supplier of an approved project; a project may have several. */
export class SignContract extends ProjectCommand {
  @Text('Số hợp đồng, nếu khác số giấy tờ', "Number of the contract, where it is not the paper's", { optional: true, max: 80, example: '15/2023/HĐ-CG' }) contractNumber?: string
  @Text('Nhà cung ứng', 'Contractor', { example: 'Hợp tác xã Giống vật nuôi Đồng Hỷ' }) contractorName!: string
  @Dong('Giá trị hợp đồng', 'Amount', { example: 490_000_000 }) amountDong!: number
  @DayField('Thời hạn hợp đồng', 'Last day of the contract', { example: '2024-06-30' }) endsOn!: string
}

export const signContract = decision(SignContract, {
  title: { vi: 'Ký hợp đồng', en: 'Sign a contract' },
  records: contractSigned,
  reads: (command) => stageReads(contractSigned, command),
  decide(states, command, context) {
    const { projectId, contractorName, amountDong, endsOn, occurredOn, paper } = command
    const proposal = projectToMove('sign-contract', states, { command, context })
    if (proposal instanceof Refusal) return proposal
    const refusal =
      refuseUnlessPeriod(occurredOn, endsOn) ??
      (context.isCorrection ? undefined : refuseEnds(withEnd(states.project.ends, occurredOn, { endsOn, isExtension: false })))
    if (refusal) return refusal
    const fundingLines = splitAcross(states.project.approval?.budgetLines ?? [], amountDong)
    const data = { contractId: context.newId('contract'), projectId, contractNumber: command.contractNumber ?? paper.number, contractorName, amountDong, endsOn, fundingLines }
    return recordMove(contractSigned, data, { command, proposal })
  },
})
