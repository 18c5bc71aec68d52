import { headChanged, householdRegistered, memberJoined, memberLeft } from '../catalogue/household-events.js'
import { heldOn, withDated, type DatedList } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { findLostLeaving, findMember, isMemberThroughout, memberIdsOn, withElsewhere, withJoined, withLeft, type Memberships } from '../core/memberships.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'
import type { Relation } from './member.js'

/** How a member stood to the head when it was recorded. */
interface Member {
  readonly relation: Relation
}

/** Who lived in a household from which day on, by person id, and who headed it. */
export interface HouseholdMembers {
  readonly members: Memberships<Member>
  readonly heads: DatedList<string>
}

export const householdMembers = defineState<HouseholdMembers>({
  name: 'household-members',
  tagKind: 'household',
  initial: { members: {}, heads: [] },
  on: [
    on(householdRegistered, ({ members: known, heads }, { occurredOn, data: { members } }) => ({
      members: members.reduce((joined, { personId, relation }) => withJoined(joined, personId, occurredOn, { relation }), known),
      heads: members.filter(({ relation }) => relation === 'head').reduce((list, { personId }) => withDated(list, occurredOn, personId), heads),
    })),
    on(memberJoined, (state, { occurredOn, data: { member: { personId, relation }, until } }) =>
      ({ ...state, members: withElsewhere(withJoined(state.members, personId, occurredOn, { relation }), personId, until) })),
    on(memberLeft, (state, { occurredOn, data: { personId } }) => ({ ...state, members: withLeft(state.members, personId, occurredOn) })),
    on(headChanged, (state, { occurredOn, data: { personId } }) => ({ ...state, heads: withDated(state.heads, occurredOn, personId) })),
  ],
  invariant: (state) => refuseIfLeftBeforeJoining(state) ?? refuseIfHeadless(state),
})

/** A member on a day. */
export interface MemberOnDay {
  readonly personId: string
  /** To the head, as it was recorded; of who became head or was it before, as it is on the day. */
  readonly relation: Relation
}

export const membersOn = (state: HouseholdMembers, day: Day): MemberOnDay[] => {
  const headId = headOn(state, day)
  return memberIdsOn(state.members, day).map((personId) => {
    const recorded = findMember(state.members, personId, day)?.relation ?? 'other'
    return { personId, relation: personId === headId ? 'head' : recorded === 'head' ? 'other' : recorded }
  })
}

/** The head on a day; undefined between a head's death and the day on which another one was chosen. */
export const headOn = ({ members, heads }: HouseholdMembers, day: Day): string | undefined => {
  const headId = heldOn(heads, day)
  return headId !== undefined && findMember(members, headId, day) !== undefined ? headId : undefined
}

const refuse = defineRefusals({
  'member-left-before-joining': {
    rule: 'Who leaves a household has joined it before, also after corrections.', source: 'design',
    vi: ({ day }: { personId: string; day: Day }) => `Đã ghi một người ra khỏi hộ ngày ${formatDay(day)}, nên trước đó người này phải là thành viên của hộ.`,
    en: ({ personId, day }: { personId: string; day: Day }) => `Person ${personId} left the household on ${formatDay(day)}, so it must have joined before.`,
  },
  'head-not-in-household': {
    rule: 'A head belongs to the household when it becomes head, and stays until another is head.', source: 'design',
    vi: ({ day }: { personId: string; day: Day }) => `Người làm chủ hộ từ ngày ${formatDay(day)} sẽ không phải thành viên của hộ trong suốt thời gian làm chủ hộ.`,
    en: ({ personId, day }: { personId: string; day: Day }) => `Person ${personId}, head from ${formatDay(day)}, would not belong to the household for as long as it is its head.`,
  },
})

const refuseIfLeftBeforeJoining = ({ members }: HouseholdMembers): Refusal | undefined => {
  const lost = findLostLeaving(members)
  return lost && refuse('member-left-before-joining', { personId: lost.id, day: lost.day })
}

/** An earlier head may have died some time before the next one was chosen; today's head is a member for good. */
export const refuseIfHeadless = ({ members, heads }: HouseholdMembers): Refusal | undefined => {
  for (const [index, { from, value: personId }] of heads.entries()) {
    const next = heads[index + 1]
    const isReplacedOnItsDay = next?.from === from
    const belongs = next === undefined ? isMemberThroughout(members, personId, from, undefined) : findMember(members, personId, from) !== undefined
    if (!isReplacedOnItsDay && !belongs) return refuse('head-not-in-household', { personId, day: from })
  }
  return undefined
}
