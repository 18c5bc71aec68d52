import { approverOn, officeOn, paperOf, type Commune } from './areas.js'
import type { Book, Entered } from './book.js'
import type { Chance } from './chance.js'
import { addMonths } from './days.js'

export type PovertyClass = 'poor' | 'near-poor' | 'newly-escaped' | 'not-poor'

/** A class from a day on. */
export interface Classified {
  readonly povertyClass: PovertyClass
  readonly validFrom: string
  readonly escapedOn?: string | undefined
}

interface Reviewed {
  readonly row: number
  readonly commune: Commune
  readonly registeredOn: string
  readonly isExperienced: boolean
  readonly entered: Entered
}

const reviewYears = [2021, 2022, 2023, 2024, 2025]
/** How long a household counts as newly escaped. */
const newlyEscapedMonths = 36

/** The yearly reviews of a household: each as it is decided in December, to hold from January on. */
export const reviewsOf = (book: Book, household: Reviewed, chance: Chance): { readonly classes: readonly Classified[]; readonly isMistyped: boolean } => {
  const isMistyped = !household.isExperienced && household.row % 211 === 17
  const classes: Classified[] = []
  for (const { day, validFrom } of reviewDays(household)) {
    const next = nextClass(classes.at(-1), { day, validFrom, isExperienced: household.isExperienced }, chance)
    classes.push(next)
    enterReview(book, household, { ...next, day, isMistyped: isMistyped && day.startsWith('2023') }, chance)
  }
  return { classes, isMistyped }
}

/** Yearly in December; who came in 2025 was first reviewed in the month. */
const reviewDays = ({ registeredOn, row }: Reviewed): { readonly day: string; readonly validFrom: string }[] => {
  const yearly = reviewYears.map((year) => ({ day: `${year}-12-${10 + (row % 15)}`, validFrom: `${year + 1}-01-01` }))
  return registeredOn < '2025-01-01' ? yearly : [{ day: '2025-09-25', validFrom: '2025-10-01' }, ...yearly.slice(-1)]
}

const nextClass = (before: Classified | undefined, { day, validFrom, isExperienced }: { day: string; validFrom: string; isExperienced: boolean }, chance: Chance): Classified => {
  const drawn = chance.next()
  if (isExperienced) return { povertyClass: 'not-poor', validFrom }
  if (before === undefined) return { povertyClass: drawn < 0.58 ? 'poor' : drawn < 0.9 ? 'near-poor' : 'not-poor', validFrom }
  const escaped: Classified = { povertyClass: 'newly-escaped', validFrom, escapedOn: day }
  switch (before.povertyClass) {
    case 'poor': return drawn < 0.1 ? escaped : { povertyClass: drawn < 0.28 ? 'near-poor' : 'poor', validFrom }
    case 'near-poor': return drawn < 0.2 ? escaped : { povertyClass: drawn < 0.24 ? 'poor' : 'near-poor', validFrom }
    case 'newly-escaped':
      if (drawn < 0.05) return { povertyClass: drawn < 0.02 ? 'poor' : 'near-poor', validFrom }
      return addMonths(before.escapedOn ?? day, newlyEscapedMonths) < validFrom ? { povertyClass: 'not-poor', validFrom } : { ...before, validFrom }
    case 'not-poor': return { povertyClass: drawn < 0.02 ? 'near-poor' : 'not-poor', validFrom }
  }
}

const enterReview = (book: Book, { row, commune, entered }: Reviewed, { povertyClass, validFrom, escapedOn, day, isMistyped }: Classified & { day: string; isMistyped: boolean }, chance: Chance): void => {
  const scores = povertyClass === 'poor' || povertyClass === 'near-poor' ? { b1: chance.between(80, 150), b2: chance.between(20, 60), deprivations: povertyClass === 'poor' ? chance.between(3, 7) : chance.between(0, 2) } : undefined
  const right = { householdId: row, povertyClass, standardVersion: '2022-2025', validFrom, escapedOn, scores }
  const paper = paperOf(officeOn(commune, day), `${300 + Number(day.slice(2, 4))}/QĐ-UBND`, day)
  const typed = isMistyped ? { ...right, povertyClass: 'not-poor', escapedOn: undefined, scores: undefined } : right
  const number = book.enter('classify-household', { ...typed, occurredOn: day, paper }, entered)
  if (!isMistyped || povertyClass === 'not-poor') return
  book.correct('classify-household', {
    eventId: number, finding: 'Nhập nhầm loại hộ so với quyết định công nhận kết quả rà soát', paper: paperOf(approverOn(commune, '2024-05-20'), '37/BB-KT', '2024-05-20', 'Biên bản kiểm tra hồ sơ rà soát hộ nghèo, hộ cận nghèo'), replacement: right,
  })
}

/** The class held on a day. */
export const classOn = (classes: readonly Classified[], day: string): Classified | undefined => classes.findLast(({ validFrom }) => validFrom <= day)

/** Whether a household of these classes may be supported on a day, by rules as the sample has them. */
export const isTargetOn = (classes: readonly Classified[], day: string): boolean => {
  const held = classOn(classes, day)
  if (held === undefined || held.povertyClass === 'not-poor') return false
  return held.escapedOn === undefined || addMonths(held.escapedOn, newlyEscapedMonths) >= day
}
