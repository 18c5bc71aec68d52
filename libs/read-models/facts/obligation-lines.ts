import { obligationCreated, obligationRescheduled, recoveryReceived, type Day } from '#domain'
import type { Owed } from '#domain/catalogue/obligation-events'
import { obligation, outstanding, unitOf, type OwedUnit } from '#domain/obligation/obligation'
import { lateSince, met, scheduleOn, type MetInstalment } from '#domain/obligation/schedule'
import { isOf, stateOf, type FactLine } from './fact-lines.js'

/** What a household owes from a project, in the obligation's own unit. */
export interface ObligationLine {
  readonly obligationId: string
  readonly eventId: string
  readonly projectId: string
  readonly householdId: string
  readonly createdOn: Day
  /** Of the last instalment, as it holds on the day. */
  readonly dueOn: Day
  /** As they hold on the day, with what was received of each: they add up to what is owed. */
  readonly instalments: readonly MetInstalment[]
  readonly owed: Owed
  readonly unit: OwedUnit
  readonly recovered: number
  readonly outstanding: number
  /** An instalment is not met, and the day is past when it was due. */
  readonly isLate: boolean
  /** When the first instalment that is late was due. */
  readonly lateSince?: Day | undefined
}

export const obligationLines = (lines: readonly FactLine[], day: Day): ObligationLine[] =>
  lines.flatMap((line) => {
    if (!isOf(obligationCreated, line) || line.isAnnulled) return []
    const { obligationId, projectId, householdId, owed, dueOn } = line.data
    const about = lines.filter((each) => each === line || ((isOf(recoveryReceived, each) || isOf(obligationRescheduled, each)) && each.data.obligationId === obligationId))
    const state = stateOf(obligation.definition, about)
    const unit = unitOf(owed)
    const recovered = state.recovered[unit] ?? 0
    const instalments = met(scheduleOn(state, day), recovered)
    const late = lateSince(instalments, day)
    return [{
      obligationId, eventId: line.eventId, projectId, householdId, createdOn: line.occurredOn, dueOn: instalments.at(-1)?.dueOn ?? dueOn, instalments, owed, unit,
      recovered, outstanding: outstanding(state), isLate: late !== undefined, lateSince: late,
    }]
  })
