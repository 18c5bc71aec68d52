import { projectSubmitted } from '../catalogue/project-stage-events.js'
import { ProjectCommand, stageDecision } from './stage-decision.js'

/** Submits a proposed project's dossier for appraisal. */
export class SubmitProject extends ProjectCommand {}

export const submitProject = stageDecision(SubmitProject, {
  title: { vi: 'Trình thẩm định dự án', en: 'Submit a project for appraisal' },
  records: projectSubmitted,
  move: 'submit',
  dataOf: ({ projectId }) => ({ projectId }),
})
