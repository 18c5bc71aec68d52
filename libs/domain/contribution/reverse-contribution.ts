import { contributionReversed } from '../catalogue/contribution-events.js'
import { decision } from '../core/decision.js'
import { Id, Text } from '../core/fields.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { Refusal } from '../core/refusal.js'
import { project } from '../project/project.js'
import { contribution, contributionToReverse } from './contribution.js'

/** Takes a contribution back, whole: it was given back to the household, or wrongly counted. */
export class ReverseContribution extends PaperCommand {
  @Id('Khoản đối ứng', 'Contribution') contributionId!: string
  @Text('Lý do', 'Reason', { max: 1000, example: 'Trả lại hộ do không dùng hết vật tư' }) reason!: string
}

const kind = contributionReversed.type
const paperSubject = ({ contributionId }: ReverseContribution): string => `contribution:${contributionId}`

/** Asks for no stage of the project: what it took it can give back when it has ended, too. */
export const reverseContribution = decision(ReverseContribution, {
  title: { vi: 'Ghi giảm vốn đối ứng', en: 'Reverse a contribution' },
  records: contributionReversed,
  reads: (command) => ({
    contribution: contribution(command.contributionId),
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  thenReads: ({ contribution: { received } }) => ({ projects: received === undefined ? [] : [project(received.projectId)] }),
  decide(states, command) {
    const { contributionId, reason, occurredOn, paper } = command
    const repeated = refuseIfRecorded(paper, states.paperRecord)
    if (repeated) return repeated
    const received = contributionToReverse(contributionId, states.contribution, occurredOn)
    if (received instanceof Refusal) return received
    const { proposal, approval } = states.projects[0] ?? {}
    if (proposal === undefined || approval === undefined) throw new Error(`contribution ${contributionId} is of no approved project`)
    return [contributionReversed({ ...received, reason }, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})
