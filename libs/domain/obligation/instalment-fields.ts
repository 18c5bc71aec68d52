import type { DatedInstalment, Owed } from '../catalogue/obligation-events.js'
import type { Day } from '../core/day.js'
import { Count, DayField, Dong } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { quantityOf, unitOf, type OwedUnit } from './obligation.js'
import { quantityInWords, unitInWords } from './quantity-in-words.js'
import { instalmentsOf, sumOf } from './schedule.js'

export class InstalmentFields {
  @DayField('Hạn của kỳ', 'Due on', { example: '2025-10-30' }) dueOn!: string
  @Dong('Số tiền của kỳ', 'Amount of the instalment', { optional: true, example: 4_000_000 }) amountDong?: number
  @Count('Số con của kỳ', 'Animals of the instalment', { optional: true, max: 10_000 }) count?: number
}

const refuse = defineRefusals({
  'instalment-in-other-unit': {
    rule: 'Each instalment is in the unit of what is owed: đồng or a count of animals, exactly one.', source: 'design',
    vi: ({ dueOn, owedUnit }: { dueOn: Day; owedUnit: OwedUnit }) => `Kỳ hạn ${formatDay(dueOn)} phải ghi đúng một số lượng, bằng ${unitInWords(owedUnit).vi}.`,
    en: ({ dueOn, owedUnit }: { dueOn: Day; owedUnit: OwedUnit }) => `The instalment due on ${formatDay(dueOn)} must say one quantity, in ${unitInWords(owedUnit).en}.`,
  },
  'instalments-not-ascending': {
    rule: 'Instalments stand in the order of their days, each on a day of its own.', source: 'design',
    vi: ({ dueOn }: { dueOn: Day }) => `Các kỳ hoàn trả phải xếp theo ngày tăng dần, mỗi kỳ một ngày; kỳ hạn ${formatDay(dueOn)} không đúng thứ tự.`,
    en: ({ dueOn }: { dueOn: Day }) => `Instalments must stand in the order of their days, one a day; the one due on ${formatDay(dueOn)} does not.`,
  },
  'instalments-unlike-sum': {
    rule: 'Instalments add up exactly to what they divide: what is owed, or what is still outstanding.', source: 'design',
    vi: ({ owedUnit, owed, sum }: { owedUnit: OwedUnit; owed: number; sum: number }) => `Các kỳ hoàn trả cộng lại là ${quantityInWords(owedUnit, sum).vi}, không bằng ${quantityInWords(owedUnit, owed).vi} phải hoàn trả.`,
    en: ({ owedUnit, owed, sum }: { owedUnit: OwedUnit; owed: number; sum: number }) => `The instalments add up to ${quantityInWords(owedUnit, sum).en}, not to the ${quantityInWords(owedUnit, owed).en} that are owed.`,
  },
})

/** What an event keeps of them, without a command's classes. */
export const datedInstalments = (fields: readonly InstalmentFields[]): DatedInstalment[] =>
  fields.map(({ dueOn, amountDong = 0, count }) => (count === undefined ? { dueOn, amountDong } : { dueOn, count }))

/** Why these instalments don't divide this quantity, if so. */
export const refuseInstalments = (fields: readonly InstalmentFields[], owed: Owed): Refusal | undefined => {
  const owedUnit = unitOf(owed)
  const other = fields.find(({ amountDong, count }) => (owedUnit === 'dong' ? amountDong === undefined || count !== undefined : count === undefined || amountDong !== undefined))
  if (other) return refuse('instalment-in-other-unit', { dueOn: other.dueOn, owedUnit })
  const unordered = fields.find(({ dueOn }, index) => index > 0 && dueOn <= (fields[index - 1]?.dueOn ?? ''))
  if (unordered) return refuse('instalments-not-ascending', { dueOn: unordered.dueOn })
  const sum = sumOf(instalmentsOf(datedInstalments(fields)))
  return sum === quantityOf(owed) ? undefined : refuse('instalments-unlike-sum', { owedUnit, owed: quantityOf(owed), sum })
}
