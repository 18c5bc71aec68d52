import type { UnitRef } from '#event-log'
import { groupFormed, groupLeaderChanged, groupMemberAdmitted, groupMemberWithdrawn, groupRulesAgreed } from '../catalogue/group-events.js'
import { projectProposed } from '../catalogue/project-events.js'
import { heldOn, withDated, type DatedList } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import type { DataOf } from '../core/event-definition.js'
import { keepWhileInUse } from '../core/in-use.js'
import { findMember, memberIdsOn, withJoined, withLeft, type Memberships } from '../core/memberships.js'
import { defineState, on } from '../core/state.js'
import { refuseIfBroken } from './group-invariant.js'
import type { GroupKind } from './group-kind.js'

export interface GroupMember {
  readonly householdId: string
  readonly experienced: boolean
}

/** What the group agreed for its own rotation, within the frame that the province gives. */
export type GroupRules = Omit<DataOf<typeof groupRulesAgreed>, 'groupId'>

export interface Group {
  readonly formed?: { readonly groupId: string; readonly name: string; readonly kind: GroupKind; readonly unit: UnitRef; readonly formedOn: Day }
  /** By household id. */
  readonly memberships: Memberships<Pick<GroupMember, 'experienced'>>
  /** The household that leads, from which day on. */
  readonly leaders: DatedList<string>
  readonly rules: DatedList<GroupRules>
  /** The projects that it proposed, sorted. */
  readonly projectIds: readonly string[]
}

export const withFormed = (state: Group, day: Day, { groupId, name, kind, unit, leaderHouseholdId, members }: DataOf<typeof groupFormed>): Group => ({
  ...state,
  formed: { groupId, name, kind, unit, formedOn: day },
  memberships: members.reduce((joined, { householdId, experienced }) => withJoined(joined, householdId, day, { experienced }), state.memberships),
  leaders: withDated(state.leaders, day, leaderHouseholdId),
})

export const group = defineState<Group>({
  name: 'group',
  tagKind: 'group',
  initial: { memberships: {}, leaders: [], rules: [], projectIds: [] },
  on: [
    on(groupFormed, (state, { occurredOn, data }) => withFormed(state, occurredOn, data)),
    on(groupMemberAdmitted, (state, { occurredOn, data: { householdId, experienced } }) => ({ ...state, memberships: withJoined(state.memberships, householdId, occurredOn, { experienced }) })),
    on(groupMemberWithdrawn, (state, { occurredOn, data: { householdId } }) => ({ ...state, memberships: withLeft(state.memberships, householdId, occurredOn) })),
    on(groupLeaderChanged, (state, { occurredOn, data: { householdId } }) => ({ ...state, leaders: withDated(state.leaders, occurredOn, householdId) })),
    on(groupRulesAgreed, (state, { occurredOn, data: { groupId: _, ...rules } }) => ({ ...state, rules: withDated(state.rules, occurredOn, rules) })),
    on(projectProposed, (state, { data: { projectId } }) => ({ ...state, projectIds: [...new Set([...state.projectIds, projectId])].sort() })),
  ],
  invariant: (state) => refuseIfBroken(state),
})
keepWhileInUse('group', groupFormed)

/** The members on a day, in the order of their ids. */
export const membersOn = ({ memberships }: Group, day: Day): GroupMember[] =>
  memberIdsOn(memberships, day).map((householdId) => ({ householdId, experienced: findMember(memberships, householdId, day)?.experienced ?? false }))

export const isMemberOn = ({ memberships }: Group, householdId: string, day: Day): boolean => findMember(memberships, householdId, day) !== undefined

/** The household that leads the group on a day. */
export const leaderOn = ({ leaders }: Group, day: Day): string | undefined => heldOn(leaders, day)

/** What the group's members had agreed by a day. */
export const rulesOn = ({ rules }: Group, day: Day): GroupRules | undefined => heldOn(rules, day)
