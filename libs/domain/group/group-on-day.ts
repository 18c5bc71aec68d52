import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { findSpellToEnd } from '../core/memberships.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { Group } from './group.js'

const refuse = defineRefusals({
  'group-unknown': {
    rule: 'Projects, members and rules are those of a group that was formed.', source: 'design',
    vi: ({ groupId }: { groupId: string }) => `Chưa có nhóm ${groupId}.`,
    en: ({ groupId }: { groupId: string }) => `There is no group ${groupId}.`,
  },
  'group-not-yet-formed': {
    rule: 'A group is formed before it decides anything or proposes a project.', source: 'Decree 27/2022, Article 22',
    vi: ({ name, formedOn, day }: { name: string; formedOn: Day; day: Day }) => `Nhóm “${name}” được thành lập ngày ${formatDay(formedOn)}, sau ngày ${formatDay(day)}.`,
    en: ({ name, formedOn, day }: { name: string; formedOn: Day; day: Day }) => `Group “${name}” was formed on ${formatDay(formedOn)}, after ${formatDay(day)}.`,
  },
  'household-not-in-group': {
    rule: 'Who withdraws from a group is its member on that day.', source: 'design',
    vi: ({ householdId, day }: { householdId: string; day: Day }) => `Hộ ${householdId} không phải thành viên của nhóm vào ngày ${formatDay(day)}.`,
    en: ({ householdId, day }: { householdId: string; day: Day }) => `Household ${householdId} was no member of the group on ${formatDay(day)}.`,
  },
  'household-already-in-group': {
    rule: 'A household is admitted while it is no member.', source: 'design',
    vi: ({ householdId, since }: { householdId: string; since: Day }) => `Hộ ${householdId} đã là thành viên của nhóm từ ngày ${formatDay(since)}.`,
    en: ({ householdId, since }: { householdId: string; since: Day }) => `Household ${householdId} is a member of the group since ${formatDay(since)}.`,
  },
  'household-already-withdrawn': {
    rule: 'A household withdraws once: where the day is wrong, annul the withdrawal and record it anew.', source: 'design',
    vi: ({ householdId, withdrawnOn }: { householdId: string; withdrawnOn: Day }) => `Đã ghi hộ ${householdId} ra khỏi nhóm ngày ${formatDay(withdrawnOn)}; nếu ngày đó sai, hãy hủy sự kiện ấy rồi ghi lại.`,
    en: ({ householdId, withdrawnOn }: { householdId: string; withdrawnOn: Day }) => `Household ${householdId} withdrew on ${formatDay(withdrawnOn)}; if that day is wrong, annul it and record it anew.`,
  },
})

/** Why the group can decide nothing on that day, if so. */
export const refuseUnlessFormed = (groupId: string, { formed }: Group, day: Day): Refusal | undefined => {
  if (formed === undefined) return refuse('group-unknown', { groupId })
  const { name, formedOn } = formed
  return day < formedOn ? refuse('group-not-yet-formed', { name, formedOn, day }) : undefined
}

/** Why a household can't be admitted on that day, its registration apart. */
export const refuseIfMember = ({ memberships }: Group, householdId: string, day: Day): Refusal | undefined => {
  const spell = findSpellToEnd(memberships, householdId, day)
  return spell && refuse('household-already-in-group', { householdId, since: spell.from })
}

/** Why there is no membership that a withdrawal on that day could end. */
export const refuseUnlessCanEnd = ({ memberships }: Group, householdId: string, day: Day): Refusal | undefined => {
  const spell = findSpellToEnd(memberships, householdId, day)
  if (spell === undefined) return refuse('household-not-in-group', { householdId, day })
  return spell.until === undefined ? undefined : refuse('household-already-withdrawn', { householdId, withdrawnOn: spell.until })
}
