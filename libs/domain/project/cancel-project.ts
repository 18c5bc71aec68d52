import { projectCancelled } from '../catalogue/project-stage-events.js'
import { Text } from '../core/fields.js'
import { ProjectCommand, stageDecision } from './stage-decision.js'

/** Cancels an approved project before it is accepted. */
export class CancelProject extends ProjectCommand {
  @Text('Lý do', 'Reason', { max: 1000, example: 'Không lựa chọn được đơn vị cung ứng con giống' }) reason!: string
}

export const cancelProject = stageDecision(CancelProject, {
  title: { vi: 'Hủy bỏ dự án', en: 'Cancel a project' },
  records: projectCancelled,
  move: 'cancel',
  dataOf: ({ projectId, reason }) => ({ projectId, reason }),
})
