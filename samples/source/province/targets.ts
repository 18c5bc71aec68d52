import { districts, districtWeight, paperOf, provinceOffice } from './areas.js'
import type { Book } from './book.js'

/** How many households the province was to bring out of poverty in 2023; the districts' parts add up to it exactly. */
const target = { year: 2023, poor: 3_365, nearPoor: 1_346, day: '2023-01-16' }

export const enterTargets = (book: Book): void => {
  const weights = districts.map(districtWeight)
  const [poor, nearPoor] = [partsOf(target.poor, weights), partsOf(target.nearPoor, weights)]
  for (const [index, { unit }] of districts.entries()) {
    book.enter('set-poverty-target', {
      unit, year: target.year, targets: [{ povertyClass: 'poor', households: poor[index] }, { povertyClass: 'near-poor', households: nearPoor[index] }], occurredOn: target.day,
      paper: paperOf(provinceOffice, '96/QĐ-UBND', target.day, 'Giao chỉ tiêu giảm nghèo năm 2023'),
    })
  }
}

/** Whole numbers by weight; the last takes what rounding leaves. */
const partsOf = (total: number, weights: readonly number[]): number[] => {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const parts = weights.slice(0, -1).map((weight) => Math.floor((total * weight) / all))
  return [...parts, total - parts.reduce((sum, part) => sum + part, 0)]
}
