import { projectWithdrawn } from '../catalogue/project-stage-events.js'
import { Text } from '../core/fields.js'
import { ProjectCommand, stageDecision } from './stage-decision.js'

/** Withdraws a project before it is decided. */
export class WithdrawProject extends ProjectCommand {
  @Text('Lý do', 'Reason', { max: 1000, example: 'Nhóm chưa chuẩn bị đủ chuồng trại' }) reason!: string
}

export const withdrawProject = stageDecision(WithdrawProject, {
  title: { vi: 'Rút hồ sơ dự án', en: 'Withdraw a project' },
  records: projectWithdrawn,
  move: 'withdraw',
  dataOf: ({ projectId, reason }) => ({ projectId, reason }),
})
