import type { Day } from '../core/day.js'
import { withAnimals, type Herd, type Species } from '../support/species.js'

/** What one household got from a project, and what it owes to its rotation; all that was ever recorded, whatever its day. */
export interface HouseholdInProject {
  readonly handedOverDong: number
  /** The value handed over on each day. */
  readonly handedOverByDay: Readonly<Record<Day, number>>
  readonly animals: Herd
  readonly firstHandedOverOn?: Day
  readonly owedDong: number
  readonly owedAnimals: Herd
  readonly firstOwedOn?: Day
  /** The first day on which it got what others gave back; what that was worth, and which animals. */
  readonly passedOnOn?: Day
  readonly passedOnDong: number
  readonly passedOnAnimals: Herd
}

export type HouseholdsInProject = Readonly<Record<string, HouseholdInProject>>

const untouched: HouseholdInProject = { handedOverDong: 0, handedOverByDay: {}, animals: {}, owedDong: 0, owedAnimals: {}, passedOnDong: 0, passedOnAnimals: {} }

export const inProject = (households: HouseholdsInProject, householdId: string): HouseholdInProject => households[householdId] ?? untouched

/** The households, one of them changed. */
export const withHousehold = (
  households: HouseholdsInProject, householdId: string, change: (household: HouseholdInProject) => Partial<HouseholdInProject>,
): HouseholdsInProject => {
  const household = inProject(households, householdId)
  return { ...households, [householdId]: { ...household, ...change(household) } }
}

export const withHandedOver = (household: HouseholdInProject, day: Day, valueDong: number, animal?: Species): Partial<HouseholdInProject> => ({
  handedOverDong: household.handedOverDong + valueDong,
  handedOverByDay: { ...household.handedOverByDay, [day]: (household.handedOverByDay[day] ?? 0) + valueDong },
  firstHandedOverOn: earlier(household.firstHandedOverOn, day),
  ...(animal === undefined ? {} : { animals: withAnimals(household.animals, animal, 1) }),
})

export const withPassedOn = (household: HouseholdInProject, day: Day, valueDong: number, animal?: Species): Partial<HouseholdInProject> => ({
  passedOnDong: household.passedOnDong + valueDong,
  passedOnOn: earlier(household.passedOnOn, day),
  ...(animal === undefined ? {} : { passedOnAnimals: withAnimals(household.passedOnAnimals, animal, 1) }),
})

/** What it got in all, by the approval and by passing on: in đồng, or animals of one species. */
export const supportIn = ({ handedOverDong, passedOnDong, animals, passedOnAnimals }: HouseholdInProject, unit: 'dong' | Species): number =>
  unit === 'dong' ? handedOverDong + passedOnDong : (animals[unit] ?? 0) + (passedOnAnimals[unit] ?? 0)

/** The day on which it first got something, whichever way. */
export const firstSupportedOn = ({ firstHandedOverOn, passedOnOn }: HouseholdInProject): Day | undefined =>
  passedOnOn === undefined ? firstHandedOverOn : earlier(firstHandedOverOn, passedOnOn)

/** What it had got before a day, whatever was recorded first. */
export const handedOverBefore = ({ handedOverByDay }: HouseholdInProject, before: Day): number =>
  Object.entries(handedOverByDay).reduce((sum, [day, valueDong]) => (day < before ? sum + valueDong : sum), 0)

export const earlier = (known: Day | undefined, day: Day): Day => (known === undefined || day < known ? day : known)

export const later = (known: Day | undefined, day: Day): Day => (known === undefined || day > known ? day : known)
