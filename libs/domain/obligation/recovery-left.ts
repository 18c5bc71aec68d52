import type { Recovered } from '../catalogue/obligation-events.js'
import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { outstanding, quantityOf, unitOf, type Obligation, type OwedUnit } from './obligation.js'
import { quantityInWords, unitInWords } from './quantity-in-words.js'

const refuse = defineRefusals({
  'obligation-unknown': {
    rule: 'Something is given back or rescheduled of an obligation that was laid down.', source: 'design',
    vi: ({ obligationId }: { obligationId: string }) => `Chưa có nghĩa vụ hoàn trả ${obligationId}.`,
    en: ({ obligationId }: { obligationId: string }) => `There is no obligation ${obligationId}.`,
  },
  'recovery-before-obligation': {
    rule: 'Nothing is given back before it is owed.', source: 'design',
    vi: ({ createdOn, day }: { createdOn: Day; day: Day }) => `Nghĩa vụ hoàn trả được xác lập ngày ${formatDay(createdOn)}, sau ngày ${formatDay(day)}.`,
    en: ({ createdOn, day }: { createdOn: Day; day: Day }) => `The obligation dates from ${formatDay(createdOn)}, after ${formatDay(day)}.`,
  },
  'recovery-in-other-unit': {
    rule: 'What is owed is given back in its own unit: no silent conversion between money and animals, or species.', source: 'design',
    vi: ({ owedUnit, givenUnit }: { owedUnit: OwedUnit; givenUnit: OwedUnit }) => `Nghĩa vụ phải hoàn trả bằng ${unitInWords(owedUnit).vi}, không phải ${unitInWords(givenUnit).vi}.`,
    en: ({ owedUnit, givenUnit }: { owedUnit: OwedUnit; givenUnit: OwedUnit }) => `The obligation is in ${unitInWords(owedUnit).en}, not ${unitInWords(givenUnit).en}.`,
  },
  'recovery-exceeds-outstanding': {
    rule: 'No more is given back than is outstanding.', source: 'design',
    vi: ({ unit, outstanding: left, recovered }: { unit: OwedUnit; outstanding: number; recovered: number }) => `Hộ chỉ còn phải hoàn trả ${quantityInWords(unit, left).vi}, ít hơn ${quantityInWords(unit, recovered).vi}.`,
    en: ({ unit, outstanding: left, recovered }: { unit: OwedUnit; outstanding: number; recovered: number }) => `${quantityInWords(unit, left).en} are outstanding, fewer than ${quantityInWords(unit, recovered).en}.`,
  },
})

export const refuseObligationUnknown = (obligationId: string): Refusal => refuse('obligation-unknown', { obligationId })

/** Why this can't be given back of the obligation, if so. */
export const refuseRecovery = (obligationId: string, state: Obligation, recovered: Recovered, day: Day): Refusal | undefined => {
  const { created } = state
  if (created === undefined) return refuseObligationUnknown(obligationId)
  if (day < created.createdOn) return refuse('recovery-before-obligation', { createdOn: created.createdOn, day })
  const owedUnit = unitOf(created.owed)
  const givenUnit = unitOf(recovered)
  if (owedUnit !== givenUnit) return refuse('recovery-in-other-unit', { owedUnit, givenUnit })
  const left = outstanding(state)
  return quantityOf(recovered) > left ? refuse('recovery-exceeds-outstanding', { unit: owedUnit, outstanding: left, recovered: quantityOf(recovered) }) : undefined
}
