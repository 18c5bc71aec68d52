import { obligationCreated, recoveryReceived, type Owed } from '../catalogue/obligation-events.js'
import { defineState, on } from '../core/state.js'
import { quantityOf, unitOf, type OwedUnit } from '../obligation/obligation.js'

/** What a household still owes to the rotation of each project, in its own units; sums, so that the order of entry doesn't matter. */
export interface Debts {
  readonly byProject: Readonly<Record<string, Outstanding>>
}

export type Outstanding = Readonly<Partial<Record<OwedUnit, number>>>

export const debts = defineState<Debts>({
  name: 'debts',
  tagKind: 'household',
  initial: { byProject: {} },
  on: [
    on(obligationCreated, (state, { data: { projectId, owed } }) => withDebt(state, projectId, owed, 1)),
    on(recoveryReceived, (state, { data: { projectId, recovered } }) => withDebt(state, projectId, recovered, -1)),
  ],
})

/** What it still owes to these projects together, by unit; empty where that is nothing. */
export const outstandingTo = ({ byProject }: Debts, projectIds: readonly string[]): Outstanding => {
  const sums = projectIds.reduce<Outstanding>((sum, projectId) => plus(sum, byProject[projectId] ?? {}), {})
  return Object.fromEntries(Object.entries(sums).filter(([, quantity]) => quantity > 0))
}

const withDebt = ({ byProject }: Debts, projectId: string, what: Owed, sign: 1 | -1): Debts =>
  ({ byProject: { ...byProject, [projectId]: plus(byProject[projectId] ?? {}, { [unitOf(what)]: sign * quantityOf(what) }) } })

const plus = (one: Outstanding, other: Outstanding): Outstanding =>
  Object.fromEntries(([...new Set([...Object.keys(one), ...Object.keys(other)])] as OwedUnit[]).map((unit) => [unit, (one[unit] ?? 0) + (other[unit] ?? 0)]))
