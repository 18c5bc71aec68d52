import { groupMemberWithdrawn } from '../catalogue/group-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Id, Text } from '../core/fields.js'
import { formatDay, type Language } from '../core/language.js'
import { withLeft } from '../core/memberships.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { debts, outstandingTo, type Debts, type Outstanding } from '../household/debts.js'
import type { OwedUnit } from '../obligation/obligation.js'
import { quantityInWords } from '../obligation/quantity-in-words.js'
import { group, leaderOn, type Group } from './group.js'
import { refuseIfBroken } from './group-invariant.js'
import { refuseUnlessCanEnd, refuseUnlessFormed } from './group-on-day.js'

/** Records that a household leaves a group, from that day on. */
export class WithdrawGroupMember extends PaperCommand {
  @Id('Nhóm', 'Group') groupId!: string
  @Id('Hộ', 'Household') householdId!: string
  @Text('Lý do', 'Reason', { max: 1000, example: 'Hộ chuyển nơi ở' }) reason!: string
}

const refuse = defineRefusals({
  'leader-cannot-withdraw': {
    rule: 'The leader withdraws after another household leads.', source: 'design',
    vi: ({ day }: { householdId: string; day: Day }) => `Hộ này làm trưởng nhóm vào ngày ${formatDay(day)}; hãy ghi thay đổi trưởng nhóm trước.`,
    en: ({ householdId, day }: { householdId: string; day: Day }) => `Household ${householdId} leads the group on ${formatDay(day)}: change the leader first.`,
  },
  'member-still-owes': {
    rule: "Who still owes to the rotation of the group's projects stays its member.", source: 'design',
    vi: ({ debts: left }: { householdId: string; debts: Outstanding }) => `Hộ còn phải hoàn trả ${inWords(left, 'vi')} cho dự án của nhóm.`,
    en: ({ householdId, debts: left }: { householdId: string; debts: Outstanding }) => `Household ${householdId} still owes ${inWords(left, 'en')} to projects of the group.`,
  },
})

const kind = groupMemberWithdrawn.type
const paperSubject = ({ groupId, householdId }: WithdrawGroupMember): string => `group:${groupId} household:${householdId}`

export const withdrawGroupMember = decision(WithdrawGroupMember, {
  title: { vi: 'Ghi hộ ra khỏi nhóm', en: 'Withdraw a household from a group' },
  records: groupMemberWithdrawn,
  reads: (command) => ({
    group: group(command.groupId),
    debts: debts(command.householdId),
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command) {
    const { groupId, householdId, reason, occurredOn, paper } = command
    const { formed } = states.group
    const refusal =
      refuseUnlessFormed(groupId, states.group, occurredOn) ??
      refuseIfRecorded(paper, states.paperRecord) ??
      refuseUnlessCanEnd(states.group, householdId, occurredOn) ??
      refuseLeader(states.group, command) ??
      refuseIfOwing(states.group, states.debts, householdId) ??
      refuseIfBroken({ ...states.group, memberships: withLeft(states.group.memberships, householdId, occurredOn) })
    if (refusal || formed === undefined) return refusal ?? []
    return [groupMemberWithdrawn({ groupId, householdId, reason }, { occurredOn, paper, unit: formed.unit }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

const refuseLeader = (state: Group, { householdId, occurredOn: day }: WithdrawGroupMember): Refusal | undefined =>
  leaderOn(state, day) === householdId ? refuse('leader-cannot-withdraw', { householdId, day }) : undefined

/** A balance counts everything that was recorded, whatever its day. */
const refuseIfOwing = ({ projectIds }: Group, state: Debts, householdId: string): Refusal | undefined => {
  const left = outstandingTo(state, projectIds)
  return Object.keys(left).length === 0 ? undefined : refuse('member-still-owes', { householdId, debts: left })
}

const inWords = (left: Outstanding, language: Language): string =>
  (Object.entries(left) as [OwedUnit, number][]).map(([unit, quantity]) => quantityInWords(unit, quantity)[language]).join(', ')
