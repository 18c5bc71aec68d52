import { communes, type Commune } from './areas.js'
import { Chance } from './chance.js'
import { addDays, addMonths } from './days.js'
import type { ProgrammeName } from './programmes.js'
import { trades, type Trade } from './trades.js'

export type Mode = 'community' | 'value-chain' | 'commissioned'

/** A project as it is to be: who, where, what, and how it ends. */
export interface ProjectPlan {
  readonly index: number
  readonly commune: Commune
  readonly programme: ProgrammeName
  readonly mode: Mode
  readonly trade: Trade
  readonly proposedOn: string
  readonly outcome: 'carried out' | 'cancelled' | 'rejected' | 'withdrawn' | 'undecided'
  /** Its dossier went back to the group once; by the council's opinion, or before it met. */
  readonly sentBack?: 'by opinion' | 'before it met' | undefined
  readonly isSuspended: boolean
  readonly isExtended: boolean
  /** All was given back and passed on, so that it could be closed. */
  readonly isClosed: boolean
}

/** Two waves over all communes, and some proposals of 2026 that nobody has decided yet. */
export const planProjects = (): ProjectPlan[] => [
  ...communes.map((commune, place) => planned(place, commune, 'first')),
  ...communes.map((commune, place) => planned(communes.length + place, commune, 'second')),
  ...communes.slice(0, 5).map((commune, place) => planned(2 * communes.length + place, commune, 'third')),
]

const planned = (index: number, commune: Commune, wave: 'first' | 'second' | 'third'): ProjectPlan => {
  const chance = new Chance(`plan ${index}`)
  // The poverty programme and the ethnic one take turns in a commune; in 2026 only the latter is open.
  const programme = wave === 'third' || (index % 2 === 0) === (wave === 'first') ? 'ethnic' : 'poverty'
  return {
    index, commune, programme,
    mode: index % 7 === 3 ? 'value-chain' : index % 9 === 5 ? 'commissioned' : 'community',
    trade: trades[(index * 5) % trades.length] as Trade,
    proposedOn: proposalDay(wave, index, chance),
    outcome: wave === 'third' ? 'undecided' : outcomeOf(index),
    sentBack: index % 17 === 6 ? 'by opinion' : index % 9 === 2 ? 'before it met' : undefined,
    isSuspended: index % 11 === 4,
    isExtended: index % 8 === 3,
    isClosed: wave === 'first' && index % 18 < 12 && index % 4 === 1,
  }
}

const outcomeOf = (index: number): ProjectPlan['outcome'] => {
  if (index % 12 === 7) return 'rejected'
  if (index % 21 === 16) return 'withdrawn'
  return index % 19 === 9 ? 'cancelled' : 'carried out'
}

/** The first wave lies in 2022 and 2023, the second in 2024 and 2025; around the mergers nothing is proposed. */
const proposalDay = (wave: 'first' | 'second' | 'third', index: number, chance: Chance): string => {
  if (wave === 'third') return addDays('2026-04-01', chance.between(0, 60))
  if (wave === 'first') return addDays(addMonths('2022-06-01', index % 18), chance.between(0, 25))
  return index % 4 === 0 ? addDays('2025-07-20', chance.between(0, 60)) : addDays(addMonths('2024-01-25', index % 12), chance.between(0, 25))
}
