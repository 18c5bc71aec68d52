import { addMonths, type Day } from '../core/day.js'
import type { Bilingual } from '../core/language.js'
import { classOn, type Household } from '../household/household.js'
import type { Rules } from '../programme/rules.js'

/** Why a household is not a target of support. */
export type Ineligible = 'never-classified' | 'class-expired' | 'class-not-targeted' | 'escaped-too-long-ago'

/** Why a household was not a target of support on a day; undefined where it was one. */
export const ineligibleOn = (household: Household, day: Day, { targetClasses, newlyEscapedMonths }: Rules): Ineligible | undefined => {
  const held = classOn(household, day)
  if (held === undefined) return household.classes.some(({ from }) => from <= day) ? 'class-expired' : 'never-classified'
  if (!targetClasses.includes(held.povertyClass)) return 'class-not-targeted'
  if (held.escapedOn !== undefined && addMonths(held.escapedOn, newlyEscapedMonths) < day) return 'escaped-too-long-ago'
  return undefined
}

export const ineligibleInWords: Readonly<Record<Ineligible, Bilingual>> = {
  'never-classified': { vi: 'chưa được xếp loại tính đến ngày đó', en: 'it had not been classified by that day' },
  'class-expired': { vi: 'kết quả xếp loại đã hết giá trị vào ngày đó', en: 'its class no longer held on that day' },
  'class-not-targeted': { vi: 'không thuộc đối tượng hỗ trợ vào ngày đó', en: 'its class was no target class on that day' },
  'escaped-too-long-ago': { vi: 'đã thoát nghèo quá thời hạn được hỗ trợ', en: 'it had escaped from poverty too long before' },
}
