import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { daysOfChange, findLostLeaving, findMember, isMemberThroughout } from '../core/memberships.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { Group } from './group.js'

const refuse = defineRefusals({
  'group-lacks-experienced-member': {
    rule: 'A group has a member that is experienced in good business, from its forming on.', source: 'Decree 27/2022, Article 22',
    vi: (_: { day: Day }) => 'Nhóm phải có ít nhất một thành viên có kinh nghiệm làm kinh tế giỏi.',
    en: ({ day }: { day: Day }) => `A group needs at least one member experienced in good business, also on ${formatDay(day)}.`,
  },
  'leader-not-a-member': {
    rule: 'A group is led by one of its members.', source: 'design',
    vi: ({ leaderHouseholdId, day }: { leaderHouseholdId: string; day: Day }) => `Hộ trưởng nhóm ${leaderHouseholdId} không có trong danh sách thành viên trong suốt thời gian làm trưởng nhóm, từ ngày ${formatDay(day)}.`,
    en: ({ leaderHouseholdId, day }: { leaderHouseholdId: string; day: Day }) => `The leader's household ${leaderHouseholdId} is not among the members for as long as it leads, from ${formatDay(day)}.`,
  },
  'withdrawn-before-admitted': {
    rule: 'Who withdraws from a group was its member before, also after corrections.', source: 'design',
    vi: ({ householdId, day }: { householdId: string; day: Day }) => `Đã ghi hộ ${householdId} ra khỏi nhóm ngày ${formatDay(day)}, nên trước đó hộ phải là thành viên của nhóm.`,
    en: ({ householdId, day }: { householdId: string; day: Day }) => `Household ${householdId} withdrew on ${formatDay(day)}, so it must have been a member before.`,
  },
})

/** What would no longer hold in the group with these members and leaders, on any day. */
export const refuseIfBroken = (state: Group): Refusal | undefined => {
  const { formed, memberships } = state
  if (formed === undefined) return undefined
  const lost = findLostLeaving(memberships)
  if (lost !== undefined) return refuse('withdrawn-before-admitted', { householdId: lost.id, day: lost.day })
  return refuseLeaders(state) ?? refuseInexperienced(state, formed.formedOn)
}

const refuseLeaders = ({ leaders, memberships }: Group): Refusal | undefined => {
  for (const [index, { from, value: leaderHouseholdId }] of leaders.entries()) {
    const until = leaders[index + 1]?.from
    if (until !== from && !isMemberThroughout(memberships, leaderHouseholdId, from, until)) return refuse('leader-not-a-member', { leaderHouseholdId, day: from })
  }
  return undefined
}

const refuseInexperienced = ({ memberships }: Group, formedOn: Day): Refusal | undefined => {
  const isExperienced = (day: Day) => Object.keys(memberships).some((householdId) => findMember(memberships, householdId, day)?.experienced)
  const day = daysOfChange(memberships).find((each) => each >= formedOn && !isExperienced(each))
  return day === undefined ? undefined : refuse('group-lacks-experienced-member', { day })
}
