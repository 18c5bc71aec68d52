import { projectAppraised } from '../catalogue/project-stage-events.js'
import { Count, OneOf, Text } from '../core/fields.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { appraisalOpinions, opinionName, type AppraisalOpinion } from './project-path.js'
import { ProjectCommand, stageDecision } from './stage-decision.js'

const votes = { min: 0, max: 1_000 }

/** Records how the appraisal council voted on a submitted project. */
export class AppraiseProject extends ProjectCommand {
  @Count('Số phiếu thuận', 'Votes for', { ...votes, example: 7 }) votesFor!: number
  @Count('Số phiếu chống', 'Votes against', { ...votes, example: 1 }) votesAgainst!: number
  @Count('Số phiếu trắng', 'Abstentions', { ...votes, example: 0 }) votesAbstained!: number
  @OneOf('Kết luận của hội đồng', "The council's opinion", appraisalOpinions) opinion!: AppraisalOpinion
  @Text('Nhận xét', 'Remarks', { optional: true, max: 1000, example: 'Quy mô phù hợp với điều kiện chăn thả của xóm' }) remarks?: string
}

interface Disagreement {
  readonly opinion: AppraisalOpinion
  readonly votesFor: number
  readonly votesAgainst: number
}

const refuse = defineRefusals({
  'appraisal-without-votes': {
    rule: 'A council that appraises a project votes.', source: 'design',
    vi: (_: Record<never, never>) => 'Kết quả thẩm định phải có ít nhất một phiếu.',
    en: (_: Record<never, never>) => 'An appraisal has at least one vote.',
  },
  'appraisal-against-majority': {
    rule: 'A council approves by more votes for than against, and rejects only where there are not more for than against; it may always ask for a revision.', source: 'design',
    vi: ({ opinion, votesFor, votesAgainst }: Disagreement) => `Kết luận “${opinionName(opinion).vi}” không phù hợp với ${votesFor} phiếu thuận, ${votesAgainst} phiếu chống.`,
    en: ({ opinion, votesFor, votesAgainst }: Disagreement) => `The opinion “${opinionName(opinion).en}” doesn't agree with ${votesFor} votes for and ${votesAgainst} against.`,
  },
})

export const appraiseProject = stageDecision(AppraiseProject, {
  title: { vi: 'Thẩm định dự án', en: 'Appraise a project' },
  records: projectAppraised,
  move: 'appraise',
  dataOf: ({ projectId, votesFor, votesAgainst, votesAbstained, opinion, remarks }) => ({ projectId, votesFor, votesAgainst, votesAbstained, opinion, remarks }),
  refuse: (command) => refuseVotes(command),
})

const refuseVotes = ({ votesFor, votesAgainst, votesAbstained, opinion }: AppraiseProject): Refusal | undefined => {
  if (votesFor + votesAgainst + votesAbstained === 0) return refuse('appraisal-without-votes', {})
  const isFor = votesFor > votesAgainst
  const agrees = opinion === 'revise' || isFor === (opinion === 'approve')
  return agrees ? undefined : refuse('appraisal-against-majority', { opinion, votesFor, votesAgainst })
}
