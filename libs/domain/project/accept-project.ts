import { projectAccepted } from '../catalogue/project-stage-events.js'
import { Text } from '../core/fields.js'
import { ProjectCommand, stageDecision } from './stage-decision.js'

/** Accepts the results of a project. */
export class AcceptProject extends ProjectCommand {
  @Text('Kết quả nghiệm thu', 'What was found', { max: 1000, example: 'Đàn bò sinh trưởng tốt, đủ số lượng theo quyết định' }) remarks!: string
}

export const acceptProject = stageDecision(AcceptProject, {
  title: { vi: 'Nghiệm thu dự án', en: 'Accept a project' },
  records: projectAccepted,
  move: 'accept',
  dataOf: ({ projectId, remarks }) => ({ projectId, remarks }),
})
