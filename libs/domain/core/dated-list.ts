import type { Day } from './day.js'

/** What holds from a day on, until the next entry's day. */
export interface Dated<Value> {
  readonly from: Day
  readonly value: Value
}

/** A list of what held from which day on, in day order; of two entries for one day the later recorded one stands last and holds. */
export type DatedList<Value> = readonly Dated<Value>[]

export const withDated = <Value>(list: DatedList<Value>, from: Day, value: Value): DatedList<Value> => {
  const index = list.findIndex((entry) => entry.from > from)
  return index < 0 ? [...list, { from, value }] : [...list.slice(0, index), { from, value }, ...list.slice(index)]
}

/** What holds on a day; undefined before the first entry. */
export const heldOn = <Value>(list: DatedList<Value>, day: Day): Value | undefined => list.findLast((entry) => entry.from <= day)?.value
