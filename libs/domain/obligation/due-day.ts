import { addMonths, type Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { Rules } from '../programme/rules.js'

const refuse = defineRefusals({
  'due-before-it-is-owed': {
    rule: 'What is owed falls due on or after the day from which it is owed; what is rescheduled, on or after that day.', source: 'design',
    vi: ({ dueOn, occurredOn }: { dueOn: Day; occurredOn: Day }) => `Hạn hoàn trả ${formatDay(dueOn)} trước ngày xác lập hoặc điều chỉnh nghĩa vụ ${formatDay(occurredOn)}.`,
    en: ({ dueOn, occurredOn }: { dueOn: Day; occurredOn: Day }) => `The due day ${formatDay(dueOn)} is before ${formatDay(occurredOn)}, from which it is owed or rescheduled.`,
  },
  'due-after-cycle': {
    rule: 'What is owed falls due within the rotation cycle.', source: 'decision of the provincial committee, e.g. Cà Mau: 36 months',
    vi: ({ dueOn, lastDueOn, months }: { dueOn: Day; lastDueOn: Day; months: number }) => `Hạn hoàn trả ${formatDay(dueOn)} vượt chu kỳ quay vòng ${months} tháng, muộn nhất là ${formatDay(lastDueOn)}.`,
    en: ({ dueOn, lastDueOn, months }: { dueOn: Day; lastDueOn: Day; months: number }) => `The due day ${formatDay(dueOn)} is beyond the rotation cycle of ${months} months, which ends on ${formatDay(lastDueOn)}.`,
  },
})

/** Why something can't fall due on that day, if so. The cycle is counted from the day on which it is laid down. */
export const refuseDueDay = ({ dueOn, occurredOn }: { readonly dueOn: Day; readonly occurredOn: Day }, { rotationCycleMonths: months }: Rules): Refusal | undefined => {
  if (dueOn < occurredOn) return refuse('due-before-it-is-owed', { dueOn, occurredOn })
  const lastDueOn = addMonths(occurredOn, months)
  return dueOn > lastDueOn ? refuse('due-after-cycle', { dueOn, lastDueOn, months }) : undefined
}
