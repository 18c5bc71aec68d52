import { projectResubmitted } from '../catalogue/project-stage-events.js'
import { ProjectCommand, stageDecision } from './stage-decision.js'

/** Submits a revised project again. */
export class ResubmitProject extends ProjectCommand {}

export const resubmitProject = stageDecision(ResubmitProject, {
  title: { vi: 'Trình lại dự án', en: 'Resubmit a project' },
  records: projectResubmitted,
  move: 'resubmit',
  dataOf: ({ projectId }) => ({ projectId }),
})
