import { projectRejected } from '../catalogue/project-events.js'
import { decision } from '../core/decision.js'
import { Id, Text } from '../core/fields.js'
import { PaperCommand } from '../core/recorded-command.js'
import { Refusal } from '../core/refusal.js'
import { proposalToDecide } from './project-on-day.js'
import { project } from './project.js'

/** Rejects a proposed project. */
export class RejectProject extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Text('Lý do', 'Reason', { max: 1000, example: 'Chưa đủ hộ đăng ký đối ứng' }) reason!: string
}

export const rejectProject = decision(RejectProject, {
  title: { vi: 'Không phê duyệt dự án', en: 'Reject a project' },
  records: projectRejected,
  reads: ({ projectId }) => ({ project: project(projectId) }),
  decide(states, { projectId, reason, occurredOn, paper }, { isCorrection }) {
    const proposal = proposalToDecide(projectId, states.project, { move: 'reject', day: occurredOn, isCorrection })
    return proposal instanceof Refusal ? proposal : [projectRejected({ projectId, reason }, { occurredOn, paper, unit: proposal.unit })]
  },
})
