import { projectSuspended } from '../catalogue/project-stage-events.js'
import { Text } from '../core/fields.js'
import { ProjectCommand, stageDecision } from './stage-decision.js'

/** Suspends a project that is in progress. */
export class SuspendProject extends ProjectCommand {
  @Text('Lý do', 'Reason', { max: 1000, example: 'Dịch lở mồm long móng trên địa bàn' }) reason!: string
}

export const suspendProject = stageDecision(SuspendProject, {
  title: { vi: 'Tạm dừng dự án', en: 'Suspend a project' },
  records: projectSuspended,
  move: 'suspend',
  dataOf: ({ projectId, reason }) => ({ projectId, reason }),
})
