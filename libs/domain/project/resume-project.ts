import { projectResumed } from '../catalogue/project-stage-events.js'
import { withDated } from '../core/dated-list.js'
import { ProjectCommand, stageDecision } from './stage-decision.js'
import { refuseHandoversWhileSuspended } from './suspension.js'

/** Resumes a suspended project. */
export class ResumeProject extends ProjectCommand {}

export const resumeProject = stageDecision(ResumeProject, {
  title: { vi: 'Tiếp tục thực hiện dự án', en: 'Resume a project' },
  records: projectResumed,
  move: 'resume',
  dataOf: ({ projectId }) => ({ projectId }),
  refuse: ({ occurredOn }, { moves, handoverDays }) => refuseHandoversWhileSuspended({ moves: withDated(moves, occurredOn, { move: 'resume' }), handoverDays }),
})
