import { withDated, type DatedList } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'

export interface PlannedEnd {
  readonly endsOn: Day
  readonly isExtension: boolean
}

export const withEnd = (ends: DatedList<PlannedEnd>, day: Day, { endsOn, isExtension }: { readonly endsOn?: Day | undefined; readonly isExtension: boolean }): DatedList<PlannedEnd> =>
  endsOn === undefined ? ends : withDated(ends, day, { endsOn, isExtension })

/** The day on which the project was to end, as set by then: the last of what approval, contracts and extensions say. */
export const plannedEndOn = (ends: DatedList<PlannedEnd>, day: Day): Day | undefined => latest(ends.filter(({ from }) => from <= day))

const latest = (ends: DatedList<PlannedEnd>): Day | undefined => ends.map(({ value }) => value.endsOn).sort().at(-1)

const refuse = defineRefusals({
  'extension-not-later': {
    rule: 'An extension ends the project later than approval, contracts and earlier extensions do.', source: 'design',
    vi: ({ endsOn, currentEndsOn }: { endsOn: Day; currentEndsOn: Day; day: Day }) => `Thời hạn gia hạn ${formatDay(endsOn)} không muộn hơn thời hạn hiện có ${formatDay(currentEndsOn)}.`,
    en: ({ endsOn, currentEndsOn }: { endsOn: Day; currentEndsOn: Day; day: Day }) => `An extension until ${formatDay(endsOn)} is not later than the end that holds, ${formatDay(currentEndsOn)}.`,
  },
})

/** Why one of these ends is no extension of those before it, if so. */
export const refuseEnds = (ends: DatedList<PlannedEnd>): Refusal | undefined => {
  for (const [index, { from: day, value: { endsOn, isExtension } }] of ends.entries()) {
    const currentEndsOn = latest(ends.slice(0, index))
    if (isExtension && currentEndsOn !== undefined && endsOn <= currentEndsOn) return refuse('extension-not-later', { endsOn, currentEndsOn, day })
  }
  return undefined
}
