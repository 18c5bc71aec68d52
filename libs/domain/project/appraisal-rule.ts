import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { Rules } from '../programme/rules.js'
import { opinionName, type AppraisalOpinion, type Moved } from './project-path.js'

const refuse = defineRefusals({
  'appraisal-missing': {
    rule: 'Where the rules ask for an appraisal, a project is approved only after one.', source: 'rule set of the programme',
    vi: (_: Record<never, never>) => 'Quy định yêu cầu dự án phải được thẩm định trước khi phê duyệt, nhưng chưa có kết quả thẩm định nào được ghi.',
    en: (_: Record<never, never>) => 'The rules ask for an appraisal before the approval, and none is recorded.',
  },
  'appraisal-not-in-favour': {
    rule: 'Where the rules ask for an appraisal, only what the council was in favour of is approved.', source: 'rule set of the programme',
    vi: ({ opinion }: { opinion: AppraisalOpinion }) => `Kết quả thẩm định là “${opinionName(opinion).vi}” nên không thể phê duyệt dự án.`,
    en: ({ opinion }: { opinion: AppraisalOpinion }) => `The appraisal's opinion is “${opinionName(opinion).en}”, so the project can't be approved.`,
  },
})

/** Why a project can't be approved right after this move, if the rules say so. */
export const refuseUnlessAppraised = ({ appraisalRequired }: Rules, before: Moved | undefined): Refusal | undefined => {
  if (appraisalRequired !== true) return undefined
  if (before?.move !== 'appraise' || before.opinion === undefined) return refuse('appraisal-missing', {})
  return before.opinion === 'approve' ? undefined : refuse('appraisal-not-in-favour', { opinion: before.opinion })
}
