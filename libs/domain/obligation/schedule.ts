import type { DatedInstalment } from '../catalogue/obligation-events.js'
import type { Day } from '../core/day.js'
import type { DatedList } from '../core/dated-list.js'

/** A part of what is owed, in the obligation's own unit, and the last day on which it is not yet late. */
export interface Instalment {
  readonly dueOn: Day
  readonly quantity: number
}

export interface MetInstalment extends Instalment {
  readonly received: number
}

/** Where an obligation stands on a day, in its own unit. */
export interface Standing {
  /** What had fallen due by the end of the day. */
  readonly due: number
  readonly received: number
  /** Of all that is owed. */
  readonly outstanding: number
  /** The day on which the first thing fell due that is late by now. */
  readonly lateSince?: Day | undefined
}

export const instalmentsOf = (dated: readonly DatedInstalment[]): Instalment[] =>
  dated.map((each) => ({ dueOn: each.dueOn, quantity: 'count' in each ? each.count : each.amountDong }))

export const sumOf = (instalments: readonly Instalment[]): number => instalments.reduce((sum, { quantity }) => sum + quantity, 0)

interface Scheduled {
  readonly created?: { readonly instalments: readonly Instalment[] } | undefined
  readonly reschedulings: DatedList<readonly Instalment[]>
}

/** The instalments as they hold on a day: they always add up to what is owed, in the order of their days. */
export const scheduleOn = ({ created, reschedulings }: Scheduled, day: Day): readonly Instalment[] =>
  reschedulings.filter(({ from }) => from <= day).reduce((schedule, { from, value }) => rescheduled(schedule, from, value), created?.instalments ?? [])

/**
 * What was not rescheduled had been met by then, and keeps its place before the new instalments: if a correction takes
 * a receipt away, it is late since its own day.
 */
const rescheduled = (schedule: readonly Instalment[], on: Day, instalments: readonly Instalment[]): Instalment[] => {
  const kept = met(schedule, sumOf(schedule) - sumOf(instalments)).filter(({ received }) => received > 0)
  return [...kept.map(({ dueOn, received }) => ({ dueOn: dueOn < on ? dueOn : on, quantity: received })), ...instalments]
}

/** The instalments with what was received of each: they are met in their order. */
export const met = (schedule: readonly Instalment[], received: number): MetInstalment[] => {
  let left = received
  return schedule.map((instalment) => {
    const part = Math.max(0, Math.min(left, instalment.quantity))
    left -= part
    return { ...instalment, received: part }
  })
}

export const dueBy = (schedule: readonly Instalment[], day: Day): number => sumOf(schedule.filter(({ dueOn }) => dueOn <= day))

/** An instalment is late from the day after it was due. */
export const lateSince = (instalments: readonly MetInstalment[], day: Day): Day | undefined =>
  instalments.find(({ dueOn, quantity, received }) => received < quantity && dueOn < day)?.dueOn

export const standingOf = (schedule: readonly Instalment[], received: number, day: Day): Standing => ({
  due: dueBy(schedule, day),
  received,
  outstanding: sumOf(schedule) - received,
  lateSince: lateSince(met(schedule, received), day),
})
