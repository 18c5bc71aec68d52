import { recoveryReceived } from '../catalogue/obligation-events.js'
import { projectClosed } from '../catalogue/project-stage-events.js'
import { supportPassedOn } from '../catalogue/rotation-events.js'
import type { Day } from '../core/day.js'
import { formatDay, formatDong } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'
import { withLines, type DongByLine } from '../project/project.js'
import type { Species } from '../support/species.js'

export interface PoolAnimal {
  readonly species: Species
  readonly animalTag: string
  /** 1; below that only where a correction would make it so, which is refused. */
  readonly count: number
}

/** What was given back in a project and not yet passed on. */
export interface Pool {
  readonly moneyDong: number
  readonly moneyByLine: DongByLine
  /** The animals held, by species and tag. */
  readonly animals: Readonly<Record<string, PoolAnimal>>
  /** The day on which the project was closed, its pool empty. */
  readonly closedOn?: Day
}

export const pool = defineState<Pool>({
  name: 'pool',
  tagKind: 'pool',
  initial: { moneyDong: 0, moneyByLine: {}, animals: {} },
  on: [
    on(recoveryReceived, (state, { data: { recovered, fundingLines } }) =>
      recovered.unit === 'dong'
        ? { ...state, moneyDong: state.moneyDong + recovered.amountDong, moneyByLine: withLines(state.moneyByLine, fundingLines) }
        : { ...state, animals: recovered.animalTags.reduce((animals, tag) => withAnimal(animals, recovered.species, tag, 1), state.animals) }),
    on(supportPassedOn, (state, { data: { passedOn, fundingLines } }) =>
      passedOn.unit === 'dong'
        ? { ...state, moneyDong: state.moneyDong - passedOn.amountDong, moneyByLine: withLines(state.moneyByLine, fundingLines, -1) }
        : { ...state, animals: withAnimal(state.animals, passedOn.species, passedOn.animalTag, -1) }),
    on(projectClosed, (state, { occurredOn }) => ({ ...state, closedOn: occurredOn })),
  ],
  invariant: (state) => refuseIfOverdrawn(state) ?? refuseIfHeldAfterClosing(state),
})

/** The animal of this tag that the pool holds. */
export const findAnimal = ({ animals }: Pool, animalTag: string): PoolAnimal | undefined =>
  Object.values(animals).find((each) => each.animalTag === animalTag && each.count > 0)

const withAnimal = (animals: Pool['animals'], species: Species, animalTag: string, change: 1 | -1): Pool['animals'] => {
  const key = `${species}/${animalTag}`
  const { [key]: known, ...others } = animals
  const count = (known?.count ?? 0) + change
  return count === 0 ? others : { ...others, [key]: { species, animalTag, count } }
}

const refuse = defineRefusals({
  'pool-overdrawn': {
    rule: "A project's rotation pool never falls below zero, also after corrections.", source: 'design',
    vi: ({ shortDong }: { shortDong: number }) => `Quỹ quay vòng sẽ thiếu ${formatDong(shortDong)} so với số đã luân chuyển.`,
    en: ({ shortDong }: { shortDong: number }) => `The rotation pool would be ${formatDong(shortDong)} short of what was passed on.`,
  },
  'pool-lacks-animal': {
    rule: 'An animal is passed on only after it was given back, also after corrections.', source: 'design',
    vi: ({ animalTag }: { animalTag: string }) => `Vật nuôi số thẻ ${animalTag} đã được luân chuyển nên vẫn phải có trong quỹ quay vòng trước đó.`,
    en: ({ animalTag }: { animalTag: string }) => `Animal ${animalTag} has been passed on, so the pool must have had it before.`,
  },
  'pool-held-after-closing': {
    rule: 'The pool of a closed project holds nothing, also after corrections.', source: 'design',
    vi: ({ closedOn }: { closedOn: Day }) => `Dự án đã kết thúc ngày ${formatDay(closedOn)} nhưng quỹ quay vòng sẽ không trống; hãy hủy việc kết thúc dự án trước.`,
    en: ({ closedOn }: { closedOn: Day }) => `The project was closed on ${formatDay(closedOn)}, and its pool would hold something; annul the closing first.`,
  },
})

const refuseIfHeldAfterClosing = ({ closedOn, moneyDong, animals }: Pool): Refusal | undefined =>
  closedOn !== undefined && (moneyDong !== 0 || Object.keys(animals).length > 0) ? refuse('pool-held-after-closing', { closedOn }) : undefined

const refuseIfOverdrawn = ({ moneyDong, animals }: Pool): Refusal | undefined => {
  if (moneyDong < 0) return refuse('pool-overdrawn', { shortDong: -moneyDong })
  const lacking = Object.values(animals).find(({ count }) => count < 0)
  return lacking && refuse('pool-lacks-animal', { animalTag: lacking.animalTag })
}
