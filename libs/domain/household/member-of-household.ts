import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { findMember, findSpellToEnd } from '../core/memberships.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { HouseholdMembers } from './members.js'

const refuse = defineRefusals({
  'member-not-in-household': {
    rule: 'Who leaves a household or heads it is a member on that day.', source: 'design',
    vi: ({ day }: { personId: string; day: Day }) => `Người này không phải thành viên của hộ vào ngày ${formatDay(day)}.`,
    en: ({ personId, day }: { personId: string; day: Day }) => `Person ${personId} was no member of the household on ${formatDay(day)}.`,
  },
  'member-already-left': {
    rule: 'A member leaves once: where the day is wrong, annul the leaving and record it anew.', source: 'design',
    vi: ({ leftOn }: { personId: string; leftOn: Day }) => `Đã ghi người này ra khỏi hộ ngày ${formatDay(leftOn)}; nếu ngày đó sai, hãy hủy sự kiện ấy rồi ghi lại.`,
    en: ({ personId, leftOn }: { personId: string; leftOn: Day }) => `Person ${personId} left on ${formatDay(leftOn)}; if that day is wrong, annul it and record it anew.`,
  },
})

export const refuseUnlessMember = ({ members }: HouseholdMembers, personId: string, day: Day): Refusal | undefined =>
  findMember(members, personId, day) === undefined ? refuse('member-not-in-household', { personId, day }) : undefined

/** Why this person can't leave on that day, its being head apart. */
export const refuseUnlessCanLeave = ({ members }: HouseholdMembers, personId: string, day: Day): Refusal | undefined => {
  const spell = findSpellToEnd(members, personId, day)
  if (spell === undefined) return refuse('member-not-in-household', { personId, day })
  const { until, endedBy } = spell
  return until !== undefined && endedBy === 'left' ? refuse('member-already-left', { personId, leftOn: until }) : undefined
}
