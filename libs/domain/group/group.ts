import type { UnitRef } from '#event-log'
import { groupFormed } from '../catalogue/group-events.js'
import type { Day } from '../core/day.js'
import { keepWhileInUse } from '../core/in-use.js'
import { defineState, on } from '../core/state.js'

export interface GroupMember {
  readonly householdId: string
  readonly experienced: boolean
}

export interface Group {
  readonly formed?: { readonly groupId: string; readonly name: string; readonly unit: UnitRef; readonly formedOn: Day; readonly leaderHouseholdId: string }
  readonly members: readonly GroupMember[]
}

export const group = defineState<Group>({
  name: 'group',
  tagKind: 'group',
  initial: { members: [] },
  on: [
    on(groupFormed, (_, { occurredOn, data: { groupId, name, unit, leaderHouseholdId, members } }) => ({
      formed: { groupId, name, unit, formedOn: occurredOn, leaderHouseholdId },
      members,
    })),
  ],
})
keepWhileInUse('group', groupFormed)
