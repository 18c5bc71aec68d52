import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { Pool } from './pool.js'

const refuse = defineRefusals({
  'pool-not-open-on-day': {
    rule: 'Households are ranked and selected, and a pool is drawn on and closed, from the day on which it was opened.', source: 'design',
    vi: ({ day }: { day: Day }) => `Quỹ quay vòng của dự án chưa được lập tính đến ngày ${formatDay(day)}.`,
    en: ({ day }: { day: Day }) => `The project's rotation pool was not open by ${formatDay(day)}.`,
  },
  'pool-closed-by-day': {
    rule: 'After a pool was closed nothing is owed to it, given back, ranked, selected or passed on; papers of earlier days may still come in.', source: 'design',
    vi: ({ closedOn, day }: { closedOn: Day; day: Day }) => `Quỹ quay vòng của dự án đã đóng ngày ${formatDay(closedOn)}, trước ngày ${formatDay(day)}.`,
    en: ({ closedOn, day }: { closedOn: Day; day: Day }) => `The project's rotation pool was closed on ${formatDay(closedOn)}, before ${formatDay(day)}.`,
  },
})

/** Why nothing can come into the pool on that day, if so: receipts may be older than the minutes that open it. */
export const refuseIfPoolClosed = (closedOn: Day | undefined, day: Day): Refusal | undefined =>
  closedOn !== undefined && closedOn < day ? refuse('pool-closed-by-day', { closedOn, day }) : undefined

/** Why nothing can be decided about the pool on that day, if so. */
export const refuseUnlessPoolOpen = ({ opened, closedOn }: Pool, day: Day): Refusal | undefined => {
  if (opened === undefined || opened.openedOn > day) return refuse('pool-not-open-on-day', { day })
  return refuseIfPoolClosed(closedOn, day)
}
