import { recoveryReceived } from '../catalogue/obligation-events.js'
import { projectClosed } from '../catalogue/project-stage-events.js'
import { candidatesRanked, poolClosed, poolOpened, recipientSelected, supportPassedOn, surplusResolved } from '../catalogue/rotation-events.js'
import { withDated, type DatedList } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import { defineState, on } from '../core/state.js'
import { earlier, later } from '../project/household-in-project.js'
import { withLines, type DongByLine } from '../project/project.js'
import type { Species } from '../support/species.js'
import { refuseIfPoolBroken } from './pool-invariant.js'
import type { RankingReason } from './ranking-reason.js'

export interface PoolAnimal {
  readonly species: Species
  readonly animalTag: string
  /** 1; below that only where a correction would make it so, which is refused. */
  readonly count: number
}

export interface Candidate {
  readonly householdId: string
  readonly rank: number
  readonly reasons: readonly RankingReason[]
}

/** A household that was selected, and the first day on which something was passed on to it. */
export interface Recipient {
  readonly selectedOn?: Day
  readonly passedOnOn?: Day
}

/** What was given back in a project and not yet passed on, and who is to get it next. */
export interface Pool {
  readonly opened?: { readonly openedOn: Day; readonly custodianHouseholdId?: string | undefined }
  /** The day on which minutes closed the pool. */
  readonly closedOn?: Day
  readonly moneyDong: number
  readonly moneyByLine: DongByLine
  /** The animals held, by species and tag. */
  readonly animals: Readonly<Record<string, PoolAnimal>>
  readonly rankings: DatedList<readonly Candidate[]>
  readonly recipients: Readonly<Record<string, Recipient>>
  /** The first day of what only an open pool may have, and the last one of anything in it. */
  readonly firstUseOn?: Day
  readonly lastUseOn?: Day
  /** The day on which the project was closed, its pool empty, whether or not minutes had closed the pool. */
  readonly projectClosedOn?: Day
}

export const pool = defineState<Pool>({
  name: 'pool',
  tagKind: 'pool',
  initial: { moneyDong: 0, moneyByLine: {}, animals: {}, rankings: [], recipients: {} },
  on: [
    on(poolOpened, (state, { occurredOn, data: { custodianHouseholdId } }) => ({ ...state, opened: { openedOn: occurredOn, custodianHouseholdId } })),
    on(recoveryReceived, (state, { occurredOn, data: { recovered, fundingLines } }) => ({
      ...state,
      // Receipts may come in before the minutes that open the pool.
      lastUseOn: later(state.lastUseOn, occurredOn),
      ...(recovered.unit === 'dong'
        ? { moneyDong: state.moneyDong + recovered.amountDong, moneyByLine: withLines(state.moneyByLine, fundingLines) }
        : { animals: recovered.animalTags.reduce((animals, tag) => withAnimal(animals, recovered.species, tag, 1), state.animals) }),
    })),
    on(candidatesRanked, (state, { occurredOn, data: { candidates } }) => ({ ...used(state, occurredOn), rankings: withDated(state.rankings, occurredOn, candidates) })),
    on(recipientSelected, (state, { occurredOn, data: { householdId } }) => withRecipient(used(state, occurredOn), householdId, 'selectedOn', occurredOn)),
    on(supportPassedOn, (state, { occurredOn, data: { householdId, passedOn, fundingLines } }) => ({
      ...withRecipient(used(state, occurredOn), householdId, 'passedOnOn', occurredOn),
      ...(passedOn.unit === 'dong'
        ? { moneyDong: state.moneyDong - passedOn.amountDong, moneyByLine: withLines(state.moneyByLine, fundingLines, -1) }
        : { animals: withAnimal(state.animals, passedOn.species, passedOn.animalTag, -1) }),
    })),
    on(surplusResolved, (state, { occurredOn, data: { surplus, fundingLines } }) => ({
      ...used(state, occurredOn),
      ...(surplus.unit === 'dong'
        ? { moneyDong: state.moneyDong - surplus.amountDong, moneyByLine: withLines(state.moneyByLine, fundingLines, -1) }
        : { animals: surplus.animals.reduce((animals, { species, animalTag }) => withAnimal(animals, species, animalTag, -1), state.animals) }),
    })),
    on(poolClosed, (state, { occurredOn }) => ({ ...state, closedOn: occurredOn })),
    on(projectClosed, (state, { occurredOn }) => ({ ...state, projectClosedOn: occurredOn })),
  ],
  invariant: (state) => refuseIfPoolBroken(state),
})

/** The animal of this tag that the pool holds. */
export const findAnimal = ({ animals }: Pick<Pool, 'animals'>, animalTag: string): PoolAnimal | undefined =>
  Object.values(animals).find((each) => each.animalTag === animalTag && each.count > 0)

const withAnimal = (animals: Pool['animals'], species: Species, animalTag: string, change: 1 | -1): Pool['animals'] => {
  const key = `${species}/${animalTag}`
  const { [key]: known, ...others } = animals
  const count = (known?.count ?? 0) + change
  return count === 0 ? others : { ...others, [key]: { species, animalTag, count } }
}

const withRecipient = (state: Pool, householdId: string, step: keyof Recipient, day: Day): Pool => {
  const known = state.recipients[householdId] ?? {}
  return { ...state, recipients: { ...state.recipients, [householdId]: { ...known, [step]: earlier(known[step], day) } } }
}

const used = (state: Pool, day: Day): Pool => ({ ...state, firstUseOn: earlier(state.firstUseOn, day), lastUseOn: later(state.lastUseOn, day) })
