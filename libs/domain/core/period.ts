import type { Day } from './day.js'
import { formatDay } from './language.js'
import { defineRefusals, type Refusal } from './refusal.js'

const refuse = defineRefusals({
  'period-ends-before-it-starts': {
    rule: 'A period ends on or after its first day.', source: 'design',
    vi: ({ from, to }: { from: Day; to: Day }) => `Ngày kết thúc ${formatDay(to)} trước ngày bắt đầu ${formatDay(from)}.`,
    en: ({ from, to }: { from: Day; to: Day }) => `The last day ${formatDay(to)} is before the first day ${formatDay(from)}.`,
  },
})

export const refuseUnlessPeriod = (from: Day, to: Day | undefined): Refusal | undefined =>
  to !== undefined && to < from ? refuse('period-ends-before-it-starts', { from, to }) : undefined

/** Whether a day lies in a period that may be open at its end. */
export const liesIn = (day: Day, from: Day, to: Day | undefined): boolean => day >= from && (to === undefined || day <= to)
