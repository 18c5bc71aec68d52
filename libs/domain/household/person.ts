import { householdRegistered } from '../catalogue/household-events.js'
import { defineState, on } from '../core/state.js'

/** The one household that a person belongs to. */
export interface Person {
  readonly householdId?: string
}

export const person = defineState<Person>({
  name: 'person',
  tagKind: 'person',
  initial: {},
  on: [on(householdRegistered, (_, { data: { householdId } }) => ({ householdId }))],
})
