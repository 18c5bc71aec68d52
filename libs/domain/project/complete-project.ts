import { projectCompleted } from '../catalogue/project-stage-events.js'
import { decision } from '../core/decision.js'
import { Dong } from '../core/fields.js'
import { splitAcross } from '../core/money.js'
import { Refusal } from '../core/refusal.js'
import { refuseSettlement } from './settlement.js'
import { ProjectCommand, projectToMove, recordMove, stageReads } from './stage-decision.js'

/** Completes an accepted project with the settlement of its State budget. */
export class CompleteProject extends ProjectCommand {
  @Dong('Số tiền quyết toán', 'Amount settled', { min: 0, example: 485_000_000 }) settledDong!: number
}

export const completeProject = decision(CompleteProject, {
  title: { vi: 'Hoàn thành, quyết toán dự án', en: 'Complete and settle a project' },
  records: projectCompleted,
  reads: (command) => stageReads(projectCompleted, command),
  decide(states, command, context) {
    const { projectId, settledDong } = command
    const proposal = projectToMove('complete', states, { command, context })
    if (proposal instanceof Refusal) return proposal
    const { approval } = states.project
    const refusal = refuseSettlement(approval, settledDong)
    return refusal ?? recordMove(projectCompleted, { projectId, settledDong, fundingLines: splitAcross(approval?.budgetLines ?? [], settledDong) }, { command, proposal })
  },
})
