import { perPlace } from './households.js'
import { numbered, type SampleEntry } from './entry.js'
import { paperOf } from './units.js'

type PovertyClass = 'poor' | 'near-poor' | 'newly-escaped' | 'not-poor'

/** The classes of the review of 2022 by the place in the commune's list; the last two households are the experienced ones. */
const firstClassOf = (place: number): PovertyClass => {
  if (place < 10) return 'poor'
  if (place < 15) return 'near-poor'
  return place < 17 ? 'newly-escaped' : 'not-poor'
}

interface Review {
  readonly validFrom: string
  readonly decidedOn: string
  /** Household's row and its class after the review; who isn't named keeps its class. */
  readonly changes: readonly (readonly [number, PovertyClass])[]
}

/** The yearly reviews: most improve, two fall back. */
const reviews: readonly Review[] = [
  { validFrom: '2024-01-01', decidedOn: '2023-12-22', changes: [[1, 'near-poor'], [4, 'near-poor'], [12, 'newly-escaped'], [23, 'near-poor'], [31, 'newly-escaped'], [44, 'near-poor'], [56, 'poor']] },
  { validFrom: '2025-01-01', decidedOn: '2024-12-20', changes: [[3, 'near-poor'], [5, 'near-poor'], [11, 'newly-escaped'], [24, 'near-poor'], [25, 'near-poor'], [33, 'poor'], [45, 'near-poor'], [53, 'newly-escaped']] },
  { validFrom: '2026-01-01', decidedOn: '2025-12-19', changes: [[3, 'newly-escaped'], [4, 'newly-escaped'], [7, 'near-poor'], [12, 'not-poor'], [24, 'newly-escaped'], [44, 'newly-escaped'], [47, 'near-poor']] },
]

const officeOf = (household: number) => (household <= perPlace ? 'vanHan' : household <= 2 * perPlace ? 'hopTien' : household <= 3 * perPlace ? 'sangMoc' : 'vanHan')
const decisionNumbers = { vanHan: '126/QĐ-UBND', hopTien: '97/QĐ-UBND', sangMoc: '88/QĐ-UBND' } as const

const classified = (household: number, povertyClass: PovertyClass, validFrom: string, decidedOn: string): SampleEntry['plain'] => ({
  householdId: household, povertyClass, standardVersion: '2022-2025', validFrom,
  ...(povertyClass === 'newly-escaped' ? { escapedOn: decidedOn } : {}),
  ...(povertyClass === 'poor' ? { scores: { b1: 90 + ((household * 7) % 45), b2: 30 + ((household * 3) % 20), deprivations: 3 + (household % 3) } } : {}),
  occurredOn: decidedOn,
  paper: paperOf(officeOf(household), decisionNumbers[officeOf(household)], decidedOn, 'Công nhận kết quả rà soát hộ nghèo, hộ cận nghèo'),
})

export const classifications = (): SampleEntry[] => {
  const first = Array.from({ length: 3 * perPlace }, (_, index) => classified(index + 1, firstClassOf(index % perPlace), '2023-01-01', '2022-12-23'))
  const later = reviews.flatMap(({ validFrom, decidedOn, changes }) => changes.map(([household, povertyClass]) => classified(household, povertyClass, validFrom, decidedOn)))
  // The newcomers' monthly review.
  const newcomers = [61, 62].map((household) => classified(household, 'poor', '2025-10-01', '2025-09-25'))
  return numbered([...first, ...later, ...newcomers])
}
