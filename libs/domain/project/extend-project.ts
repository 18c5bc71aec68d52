import { projectExtended } from '../catalogue/project-stage-events.js'
import { DayField, Text } from '../core/fields.js'
import { decision } from '../core/decision.js'
import { refuseUnlessPeriod } from '../core/period.js'
import { Refusal } from '../core/refusal.js'
import { refuseEnds, withEnd } from './project-end.js'
import { ProjectCommand, projectToMove, recordMove, stageReads } from './stage-decision.js'

/** Gives an approved project more time. */
export class ExtendProject extends ProjectCommand {
  @DayField('Gia hạn đến ngày', 'New last day', { example: '2027-04-30' }) endsOn!: string
  @Text('Lý do', 'Reason', { max: 1000, example: 'Con giống bàn giao chậm do dịch bệnh' }) reason!: string
}

export const extendProject = decision(ExtendProject, {
  title: { vi: 'Gia hạn dự án', en: 'Extend a project' },
  records: projectExtended,
  reads: (command) => stageReads(projectExtended, command),
  decide(states, command, context) {
    const { projectId, endsOn, reason, occurredOn } = command
    const proposal = projectToMove('extend', states, { command, context })
    if (proposal instanceof Refusal) return proposal
    const refusal =
      refuseUnlessPeriod(occurredOn, endsOn) ??
      (context.isCorrection ? undefined : refuseEnds(withEnd(states.project.ends, occurredOn, { endsOn, isExtension: true })))
    return refusal ?? recordMove(projectExtended, { projectId, endsOn, reason }, { command, proposal })
  },
})
