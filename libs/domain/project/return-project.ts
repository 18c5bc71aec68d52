import { projectReturned } from '../catalogue/project-stage-events.js'
import { Text } from '../core/fields.js'
import { ProjectCommand, stageDecision } from './stage-decision.js'

/** Returns a submitted or appraised project to be revised. */
export class ReturnProject extends ProjectCommand {
  @Text('Nội dung cần chỉnh sửa, bổ sung', 'What is to be revised', { max: 1000, example: 'Bổ sung biên bản họp xóm' }) reasons!: string
}

export const returnProject = stageDecision(ReturnProject, {
  title: { vi: 'Trả lại hồ sơ dự án', en: 'Return a project to be revised' },
  records: projectReturned,
  move: 'return',
  dataOf: ({ projectId, reasons }) => ({ projectId, reasons }),
})
