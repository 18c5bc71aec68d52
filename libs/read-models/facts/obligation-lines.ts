import { obligationCreated, recoveryReceived, type Day } from '#domain'
import type { Owed } from '#domain/catalogue/obligation-events'
import { obligation, outstanding, unitOf, type OwedUnit } from '#domain/obligation/obligation'
import { isOf, stateOf, type FactLine } from './fact-lines.js'

/** What a household owes from a project, in the obligation's own unit. */
export interface ObligationLine {
  readonly obligationId: string
  readonly eventId: string
  readonly projectId: string
  readonly householdId: string
  readonly createdOn: Day
  readonly dueOn: Day
  readonly owed: Owed
  readonly unit: OwedUnit
  readonly recovered: number
  readonly outstanding: number
  /** Something is outstanding, and the day is past when it was due. */
  readonly isLate: boolean
}

export const obligationLines = (lines: readonly FactLine[], day: Day): ObligationLine[] =>
  lines.flatMap((line) => {
    if (!isOf(obligationCreated, line) || line.isAnnulled) return []
    const { obligationId, projectId, householdId, owed, dueOn } = line.data
    const about = lines.filter((each) => each === line || (isOf(recoveryReceived, each) && each.data.obligationId === obligationId))
    const state = stateOf(obligation.definition, about)
    const unit = unitOf(owed)
    const left = outstanding(state)
    return [{
      obligationId, eventId: line.eventId, projectId, householdId, createdOn: line.occurredOn, dueOn, owed, unit,
      recovered: state.recovered[unit] ?? 0, outstanding: left, isLate: left > 0 && dueOn < day,
    }]
  })
