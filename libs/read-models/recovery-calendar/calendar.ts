import type { UnitRef } from '#event-log'
import type { Day } from '#domain'
import type { OwedUnit } from '#domain/obligation/obligation'
import { lateSince } from '#domain/obligation/schedule'
import { factLines } from '../facts/fact-lines.js'
import type { FactsDocument } from '../facts/facts.js'
import { noDebt, plus, type Debt } from '../facts/ledgers.js'
import { obligationLines, type ObligationLine } from '../facts/obligation-lines.js'

/** What falls due in a period of an obligation, as it stands on a day; quantities are in the obligation's own unit. */
export interface RecoveryRow {
  readonly projectId: string
  readonly householdId: string
  readonly obligationId: string
  /** The project's, when the obligation was laid down. */
  readonly unit: UnitRef
  readonly owedUnit: OwedUnit
  /** The days of the period on which something of it falls due. */
  readonly dueOn: readonly Day[]
  readonly due: number
  /** Of what falls due in the period: instalments are met in their order. */
  readonly received: number
  readonly outstanding: number
  /** Of what is outstanding, what was due before the day. */
  readonly late: number
  /** When the first of these that is late on the day was due. */
  readonly lateSince?: Day | undefined
}

/** Sums, in đồng and in animals apart. */
export interface RecoverySums {
  readonly due: Debt
  readonly received: Debt
  readonly outstanding: Debt
  readonly late: Debt
  readonly lateObligations: number
}

export interface Period {
  readonly from?: Day | undefined
  readonly to?: Day | undefined
}

/** A project's obligations with something due in the period. Pure; lateness is the day's. */
export const recoveryRows = (document: FactsDocument, { from, to }: Period, day: Day): RecoveryRow[] => {
  const lines = factLines(document)
  const units = new Map(lines.map(({ eventId, unit }) => [eventId, unit]))
  return obligationLines(lines, day).flatMap((obligation) => rowOf(obligation, units.get(obligation.eventId), { from, to }, day))
}

const rowOf = ({ projectId, householdId, obligationId, unit: owedUnit, instalments }: ObligationLine, unit: UnitRef | undefined, { from, to }: Period, day: Day): RecoveryRow[] => {
  const within = instalments.filter(({ dueOn }) => (from === undefined || dueOn >= from) && (to === undefined || dueOn <= to))
  if (within.length === 0 || unit === undefined) return []
  const due = within.reduce((sum, { quantity }) => sum + quantity, 0)
  const received = within.reduce((sum, instalment) => sum + instalment.received, 0)
  const late = within.reduce((sum, { dueOn, quantity, received: met }) => (dueOn < day ? sum + quantity - met : sum), 0)
  return [{ projectId, householdId, obligationId, unit, owedUnit, dueOn: within.map(({ dueOn }) => dueOn), due, received, outstanding: due - received, late, lateSince: lateSince(within, day) }]
}

const nothing: RecoverySums = { due: noDebt, received: noDebt, outstanding: noDebt, late: noDebt, lateObligations: 0 }

export const recoverySums = (rows: readonly RecoveryRow[]): RecoverySums =>
  rows.reduce((sums, { owedUnit, due, received, outstanding, late, lateSince: since }) => {
    const added = (debt: Debt, quantity: number): Debt =>
      plus(debt, owedUnit === 'dong' ? { unit: 'dong', amountDong: quantity } : { unit: 'animals', species: owedUnit, count: quantity })
    return {
      due: added(sums.due, due), received: added(sums.received, received), outstanding: added(sums.outstanding, outstanding),
      late: added(sums.late, late), lateObligations: sums.lateObligations + (since === undefined ? 0 : 1),
    }
  }, nothing)

/** The sums of rows that have one key, in the order of the keys. */
export const sumsBy = (rows: readonly RecoveryRow[], keyOf: (row: RecoveryRow) => string): ReadonlyMap<string, RecoverySums> => {
  const groups = new Map<string, RecoveryRow[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return new Map([...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, group]) => [key, recoverySums(group)]))
}
