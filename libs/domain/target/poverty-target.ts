import type { UnitRef } from '#event-log'
import { povertyTargetSet } from '../catalogue/target-events.js'
import type { Day } from '../core/day.js'
import type { DataOf } from '../core/event-definition.js'
import { defineState, on } from '../core/state.js'

/** The targets of a unit for a year. */
export interface PovertyTarget {
  readonly set?: { readonly targets: DataOf<typeof povertyTargetSet>['targets']; readonly setOn: Day; readonly eventId: string }
}

/** The id of the state of a unit's targets for a year. */
export const povertyTargetId = ({ codeSet, code }: UnitRef, year: number): string => `${codeSet}/${code}/${year}`

export const povertyTarget = defineState<PovertyTarget>({
  name: 'poverty-target',
  tagKind: 'target',
  initial: {},
  on: [on(povertyTargetSet, (_, { eventId, occurredOn, data: { targets } }) => ({ set: { targets, setOn: occurredOn, eventId } }))],
})
