import { formatDong } from '../core/language.js'
import { splitAcross, sumDong, type FundingLine } from '../core/money.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { linesWorth } from '../project/project-on-day.js'
import type { Approval } from '../project/project.js'
import { findAnimal, type Pool, type PoolAnimal } from './pool.js'

const refuse = defineRefusals({
  'pool-exceeded': {
    rule: 'No more is passed on or put to another use than the pool holds.', source: 'design',
    vi: ({ leftDong, askedDong }: { leftDong: number; askedDong: number }) => `Quỹ quay vòng chỉ còn ${formatDong(leftDong)}, không đủ ${formatDong(askedDong)}.`,
    en: ({ leftDong, askedDong }: { leftDong: number; askedDong: number }) => `The rotation pool has ${formatDong(leftDong)}, not ${formatDong(askedDong)}.`,
  },
  'animal-not-in-pool': {
    rule: 'An animal leaves the pool that it was given back to.', source: 'design',
    vi: ({ animalTag, animalsLeft }: { animalTag: string; animalsLeft: number }) => `Vật nuôi số thẻ ${animalTag} không có trong quỹ quay vòng; quỹ còn ${animalsLeft} con.`,
    en: ({ animalTag, animalsLeft }: { animalTag: string; animalsLeft: number }) => `Animal ${animalTag} is not in the rotation pool, which has ${animalsLeft} animals.`,
  },
})

export const refuseMoney = ({ moneyDong }: Pool, askedDong: number): Refusal | undefined =>
  askedDong > moneyDong ? refuse('pool-exceeded', { leftDong: moneyDong, askedDong }) : undefined

/** The animal of that tag, to be taken out of the pool. */
export const animalToTake = (state: Pool, animalTag: string): PoolAnimal | Refusal =>
  findAnimal(state, animalTag) ?? refuse('animal-not-in-pool', { animalTag, animalsLeft: Object.keys(state.animals).length })

/** Money keeps the lines under which it came into the pool. */
export const moneyLines = ({ moneyByLine }: Pool, { budgetLines }: Approval, amountDong: number): FundingLine[] => {
  const held = linesWorth(budgetLines, moneyByLine)
  // After a correction of the budget's lines the pool's money can stand under lines that the budget no longer has.
  return splitAcross(sumDong(held) > 0 ? held : budgetLines, amountDong)
}
