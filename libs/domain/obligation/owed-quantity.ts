import type { Owed } from '../catalogue/obligation-events.js'
import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { firstSupportedOn, supportIn, type HouseholdInProject } from '../project/household-in-project.js'
import type { Approval } from '../project/project.js'
import { quantityOf, unitOf, type OwedUnit } from './obligation.js'
import { quantityInWords } from './quantity-in-words.js'

interface Quantities {
  readonly unit: OwedUnit
  /** What the household would owe in all. */
  readonly owed: number
  readonly limit: number
}

const refuse = defineRefusals({
  'nothing-handed-over-yet': {
    rule: 'A household owes only after it got something, by the approval or by passing on.', source: 'design',
    vi: ({ day }: { householdId: string; day: Day }) => `Tính đến ngày ${formatDay(day)} hộ chưa được bàn giao hỗ trợ nào.`,
    en: ({ householdId, day }: { householdId: string; day: Day }) => `Nothing had been handed over to household ${householdId} by ${formatDay(day)}.`,
  },
  'obligation-exceeds-support': {
    rule: 'A household owes at most what it got: đồng of the value, animals of the number of the species.', source: 'design',
    vi: ({ unit, owed, limit }: Quantities) => `Hộ sẽ phải hoàn trả tổng cộng ${quantityInWords(unit, owed).vi}, nhiều hơn ${quantityInWords(unit, limit).vi} đã được bàn giao.`,
    en: ({ unit, owed, limit }: Quantities) => `The household would owe ${quantityInWords(unit, owed).en} in all, more than the ${quantityInWords(unit, limit).en} that it got.`,
  },
  'obligation-below-minimum': {
    rule: "A household owes at least the area's share of direct support; fractions are left out in its favour.", source: 'decision of the provincial committee, e.g. Cà Mau: 10, 15 or 20 percent',
    vi: ({ unit, owed, limit, percent }: Quantities & { percent: number }) => `Mức hoàn trả ${quantityInWords(unit, owed).vi} thấp hơn mức tối thiểu ${quantityInWords(unit, limit).vi} (${percent}% hỗ trợ đã bàn giao).`,
    en: ({ unit, owed, limit, percent }: Quantities & { percent: number }) => `${quantityInWords(unit, owed).en} are less than the minimum of ${quantityInWords(unit, limit).en}, ${percent}% of the support handed over.`,
  },
})

/** Why a household can't owe this, if so; all that it owes in this unit counts together. */
export const refuseQuantity = (
  household: HouseholdInProject, what: Owed, { rules, areaKind }: Approval, { householdId, day }: { readonly householdId: string; readonly day: Day },
): Refusal | undefined => {
  const supportedOn = firstSupportedOn(household)
  if (supportedOn === undefined || supportedOn > day) return refuse('nothing-handed-over-yet', { householdId, day })
  const unit = unitOf(what)
  const supported = supportIn(household, unit)
  const owed = quantityOf(what) + (unit === 'dong' ? household.owedDong : (household.owedAnimals[unit] ?? 0))
  if (owed > supported) return refuse('obligation-exceeds-support', { unit, owed, limit: supported })
  const percent = rules.recoveryPercents.find((each) => each.areaKind === areaKind)?.percent ?? 0
  const minimum = Number((BigInt(supported) * BigInt(percent)) / 100n)
  return owed < minimum && !owesInOtherUnit(household, unit) ? refuse('obligation-below-minimum', { unit, owed, limit: minimum, percent }) : undefined
}

/** Who already owes in another unit may owe little in this one: the two are never added up. */
const owesInOtherUnit = ({ owedDong, owedAnimals }: HouseholdInProject, unit: OwedUnit): boolean =>
  (unit !== 'dong' && owedDong > 0) || Object.entries(owedAnimals).some(([kind, count]) => kind !== unit && count > 0)
