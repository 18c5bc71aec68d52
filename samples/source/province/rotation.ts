import type { Approved, World } from './approval.js'
import { Chance } from './chance.js'
import { addMonths, lastDay } from './days.js'
import type { Household } from './households.js'
import type { Recovered } from './recoveries.js'
import { classOn, isTargetOn } from './reviews.js'

/** Months after the approval at which the group meets and passes on what the pool holds. */
const rounds = [16, 22, 28, 34, 40]
/** Less than this waits for the next round. */
const leastDong = 2_000_000
const mostDong = 8_000_000

/** Round by round, until what was given back by then is with the next households; gives the day on which nothing was left, and nothing more came. */
export const passOn = (approved: Approved, recovered: readonly Recovered[], { book, households }: World): string | undefined => {
  const lastCame = recovered.map(({ day }) => day).sort().at(-1) ?? ''
  const waiting = waitingHouseholds(approved, households)
  const pool = { moneyDong: 0, animals: 0 }
  let after = ''
  for (const [index, months] of rounds.entries()) {
    const day = addMonths(approved.approvedOn, months)
    if (day > lastDay) return undefined
    const came = recovered.filter((each) => each.day > after && each.day <= day)
    after = day
    const give = (what: object) => {
      const next = waiting.findIndex(({ registeredOn, classes }) => registeredOn <= day && isTargetOn(classes, day))
      const [household] = next < 0 ? [] : waiting.splice(next, 1)
      if (household !== undefined) book.enter('pass-on-support', { projectId: approved.row, householdId: household.row, ...what, occurredOn: day, paper: { number: `0${index + 3}/BBH`, date: day, issuer: approved.group, title: 'Biên bản họp nhóm bình chọn hộ nhận luân chuyển' } })
      return household !== undefined
    }
    for (const each of came) {
      if (!('animalTag' in each)) pool.moneyDong += each.amountDong
      else if (!give({ animal: { animalTag: each.animalTag, valueDong: each.valueDong } })) pool.animals += 1
    }
    // The last round of a project that is to be closed leaves nothing behind.
    const isLast = approved.plan.isClosed && day >= lastCame
    while (pool.moneyDong >= (isLast ? 1 : leastDong)) {
      const amountDong = Math.min(pool.moneyDong, mostDong)
      if (!give({ amountDong })) break
      pool.moneyDong -= amountDong
    }
    if (isLast && pool.moneyDong === 0 && pool.animals === 0) return day
  }
  return undefined
}

/** Households of the commune that the project has not supported, those that were poor at the approval first. */
const waitingHouseholds = ({ plan: { commune, index }, approvedOn, supported, experienced }: Approved, households: readonly Household[]): Household[] => {
  const taken = new Set([...supported.map(({ household }) => household), ...experienced])
  const isPoor = ({ classes }: Household) => classOn(classes, approvedOn)?.povertyClass === 'poor'
  const others = new Chance(`waiting ${index}`).shuffled(households.filter((household) => household.commune === commune && !household.isSetApart && !taken.has(household)))
  return [...others.filter(isPoor), ...others.filter((household) => !isPoor(household))]
}
