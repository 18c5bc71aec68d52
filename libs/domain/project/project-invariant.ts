import type { Day } from '../core/day.js'
import { formatDay, formatDong } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { species } from '../support/species.js'
import { refuseUnlessAppraised } from './appraisal-rule.js'
import { firstSupportedOn, supportIn, type HouseholdInProject } from './household-in-project.js'
import { refuseBrokenPath } from './move-on-day.js'
import { refuseEnds } from './project-end.js'
import type { Project } from './project.js'
import { refuseSettlement } from './settlement.js'
import { refuseHandoversWhileSuspended } from './suspension.js'

const refuse = defineRefusals({
  'project-facts-need-approval': {
    rule: 'Nothing is contributed, handed over, owed or passed on in a project before an approval that still holds.', source: 'design',
    vi: ({ firstFactOn }: { firstFactOn: Day }) => `Dự án đã có đóng góp, hỗ trợ hoặc nghĩa vụ hoàn trả từ ngày ${formatDay(firstFactOn)}; hãy hủy các nội dung đó trước khi hủy phê duyệt.`,
    en: ({ firstFactOn }: { firstFactOn: Day }) => `The project has contributions, support or obligations from ${formatDay(firstFactOn)}; annul those before its approval.`,
  },
  'contributed-below-zero': {
    rule: 'No more is taken back of what households put in than they put in, also after corrections.', source: 'design',
    vi: ({ shortDong }: { shortDong: number }) => `Vốn đối ứng đã nhận sẽ thiếu ${formatDong(shortDong)} so với số đã ghi giảm.`,
    en: ({ shortDong }: { shortDong: number }) => `${formatDong(shortDong)} more would be taken back than households contributed.`,
  },
  'handed-over-above-approved': {
    rule: 'What was handed over to a household stays within its approved support, also after corrections.', source: 'design',
    vi: ({ overDong }: { householdId: string; overDong: number }) => `Số đã bàn giao cho hộ sẽ vượt ${formatDong(overDong)} so với mức hỗ trợ được phê duyệt.`,
    en: ({ householdId, overDong }: { householdId: string; overDong: number }) => `Household ${householdId} would have got ${formatDong(overDong)} more than was approved for it.`,
  },
  'owed-above-support': {
    rule: 'What a household owes stays within the support that it got before, also after corrections.', source: 'design',
    vi: (_: { householdId: string }) => 'Nghĩa vụ hoàn trả của hộ sẽ không còn phù hợp với hỗ trợ đã bàn giao; hãy đính chính nghĩa vụ hoàn trả trước.',
    en: ({ householdId }: { householdId: string }) => `What household ${householdId} owes would no longer be covered by what it got; correct the obligation first.`,
  },
})

/** What a correction would break in this project, if anything. */
export const refuseIfBroken = (state: Project): Refusal | undefined => refuseBrokenSupport(state) ?? refuseBrokenStages(state)

const refuseBrokenStages = (state: Project): Refusal | undefined => {
  const { proposal, moves, approval, ends, settledDong } = state
  // Nothing stands on a project that is not proposed: see keepWhileInUse.
  if (proposal === undefined) return undefined
  const approvedAt = moves.findIndex(({ value }) => value.move === 'approve')
  return (
    refuseBrokenPath(moves) ??
    (approval && refuseUnlessAppraised(approval.rules, moves[approvedAt - 1]?.value)) ??
    refuseEnds(ends) ??
    (settledDong === undefined ? undefined : refuseSettlement(approval, settledDong)) ??
    refuseHandoversWhileSuspended(state)
  )
}

const refuseBrokenSupport = ({ approval, firstFactOn, households, contributedDong }: Project): Refusal | undefined => {
  if (firstFactOn !== undefined && (approval === undefined || approval.approvedOn > firstFactOn)) return refuse('project-facts-need-approval', { firstFactOn })
  const contributed = Math.min(...Object.values(contributedDong))
  if (contributed < 0) return refuse('contributed-below-zero', { shortDong: -contributed })
  for (const [householdId, household] of Object.entries(households)) {
    const overDong = household.handedOverDong - (approval?.supportDong[householdId] ?? 0)
    if (overDong > 0) return refuse('handed-over-above-approved', { householdId, overDong })
    if (owesMoreThanItGot(household)) return refuse('owed-above-support', { householdId })
  }
  return undefined
}

const owesMoreThanItGot = (household: HouseholdInProject): boolean => {
  const { firstOwedOn, owedDong, owedAnimals } = household
  if (firstOwedOn === undefined) return false
  const supportedOn = firstSupportedOn(household)
  if (supportedOn === undefined || supportedOn > firstOwedOn || owedDong > supportIn(household, 'dong')) return true
  return species.some((kind) => (owedAnimals[kind] ?? 0) > supportIn(household, kind))
}
