import { projectStarted } from '../catalogue/project-stage-events.js'
import { ProjectCommand, stageDecision } from './stage-decision.js'

/** Starts an approved project: after a contract, or at once where the group buys for itself. */
export class StartProject extends ProjectCommand {}

export const startProject = stageDecision(StartProject, {
  title: { vi: 'Bắt đầu thực hiện dự án', en: 'Start a project' },
  records: projectStarted,
  move: 'start',
  dataOf: ({ projectId }) => ({ projectId }),
})
