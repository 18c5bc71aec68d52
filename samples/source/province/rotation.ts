import type { Approved, World } from './approval.js'
import type { Entered } from './book.js'
import { Chance } from './chance.js'
import { addDays, addMonths, lastDay } from './days.js'
import type { Household } from './households.js'
import type { Recovered } from './recoveries.js'
import { classOn, isTargetOn } from './reviews.js'
import { oweAgain } from './second-round.js'

/** Months after the approval at which the group meets and passes on what the pool holds; what recipients gave back in turn, at meetings of its own. */
const meetings = [
  { months: 16, entered: 'in-time' }, { months: 22, entered: 'in-time' }, { months: 28, entered: 'in-time' }, { months: 31, entered: 'second-round' },
  { months: 34, entered: 'in-time' }, { months: 37, entered: 'second-round' }, { months: 40, entered: 'in-time' },
] as const
/** Less than this waits for the next round. */
const leastDong = 2_000_000
const mostDong = 8_000_000

/** What is passed on to one household. */
export type Gift = { readonly amountDong: number } | { readonly animal: { readonly animalTag: string; readonly valueDong: number } }

/** What was given to whom, and is owed in turn. */
export interface Served {
  readonly household: Household
  readonly gift: Gift
  readonly day: string
}

interface Rotation {
  readonly approved: Approved
  readonly world: World
  readonly waiting: Household[]
  readonly chance: Chance
}

/** Money that waits in the pool, apart for each round, and the animals for which there was nobody. */
interface Held {
  moneyDong: number
  readonly animals: { readonly animalTag: string; readonly valueDong: number }[]
}

interface Meeting {
  readonly day: string
  readonly index: number
  readonly entered: Entered
}

/** Meeting by meeting, until what was given back by then is with the next households; gives the day on which the pool of a project that is to be closed was empty. */
export const passOn = (approved: Approved, recovered: readonly Recovered[], world: World): string | undefined => {
  const rotation: Rotation = { approved, world, waiting: waitingHouseholds(approved, world.households), chance: new Chance(`rotation ${approved.plan.index}`) }
  if (!openPool(rotation)) return undefined
  const lastCame = recovered.map(({ day }) => day).sort().at(-1) ?? ''
  const held: Record<'in-time' | 'second-round', Held> = { 'in-time': { moneyDong: 0, animals: [] }, 'second-round': { moneyDong: 0, animals: [] } }
  const givenBack: Record<'in-time' | 'second-round', Recovered[]> = { 'in-time': [...recovered], 'second-round': [] }
  for (const [index, { months, entered }] of meetings.entries()) {
    const day = addMonths(approved.approvedOn, months)
    if (day > lastDay) return undefined
    const came = givenBack[entered].filter((each) => each.day <= day)
    givenBack[entered] = givenBack[entered].filter((each) => each.day > day)
    const served = meet(rotation, { day, index, entered }, { came, held: held[entered] })
    // Who got something in the first two rounds gives back early enough to be passed on again.
    if (index < 2 && !approved.plan.isClosed) givenBack['second-round'].push(...oweAgain(approved, served, world))
    if (approved.plan.isClosed && entered === 'in-time' && day >= lastCame) return endRotation(rotation, held['in-time'], day)
  }
  return undefined
}

const minutes = ({ approved: { group } }: Rotation, number: string, date: string, title: string) => ({ number, date, issuer: group, title })

/** Once the first things are about to be given back. */
const openPool = (rotation: Rotation): boolean => {
  const { approved: { row, approvedOn, experienced }, world: { book } } = rotation
  const day = addMonths(approvedOn, 11)
  if (day > lastDay) return false
  book.enter('open-pool', { projectId: row, custodianHouseholdId: (experienced[1] ?? experienced[0])?.row, occurredOn: day, paper: minutes(rotation, '04/BBH', day, 'Biên bản họp nhóm lập quỹ quay vòng') })
  return true
}

/** Candidates are ranked days before; the minutes of the meeting select who is next, and what was given back is passed on. */
const meet = (rotation: Rotation, meeting: Meeting, { came, held }: { readonly came: readonly Recovered[]; readonly held: Held }): Served[] => {
  const { approved: { row }, world: { book }, waiting } = rotation
  const { day, index, entered } = meeting
  const gifts = giftsOf(came, held)
  const rankedOn = addDays(day, -10)
  const candidates = waiting.filter(({ registeredOn, classes }) => registeredOn <= rankedOn && isTargetOn(classes, rankedOn) && isTargetOn(classes, day)).slice(0, gifts.length + 3)
  if (gifts.length === 0 || candidates.length === 0) {
    for (const gift of gifts) putBack(held, gift)
    return []
  }
  const ranked = candidates.map((household, place) => ({ householdId: household.row, rank: place + 1, reasons: reasonsFor(household, rankedOn, rotation.chance) }))
  book.enter('rank-candidates', { projectId: row, candidates: ranked, occurredOn: rankedOn, paper: minutes(rotation, `0${index + 5}a/BBH`, rankedOn, 'Biên bản họp nhóm xếp thứ tự hộ nhận luân chuyển') }, entered)
  const recipients = recipientsOf(candidates, gifts.length, rotation.chance)
  const paper = minutes(rotation, `0${index + 5}/BBH`, day, 'Biên bản họp nhóm bình chọn hộ nhận luân chuyển')
  const served: Served[] = []
  for (const [place, gift] of gifts.entries()) {
    const recipient = recipients[place]
    if (recipient === undefined) putBack(held, gift)
    else {
      const { household, outOfOrderReason } = recipient
      waiting.splice(waiting.indexOf(household), 1)
      book.enter('select-recipient', { projectId: row, householdId: household.row, ...(outOfOrderReason === undefined ? {} : { outOfOrderReason }), occurredOn: day, paper }, entered)
      book.enter('pass-on-support', { projectId: row, householdId: household.row, ...gift, occurredOn: day, paper }, entered)
      served.push({ household, gift, day })
    }
  }
  return served
}

/** Animals one by one, money in round parts that are worth something. */
const giftsOf = (came: readonly Recovered[], held: Held): Gift[] => {
  const animals = [...held.animals.splice(0), ...came.flatMap((each) => ('animalTag' in each ? [{ animalTag: each.animalTag, valueDong: each.valueDong }] : []))]
  held.moneyDong += came.reduce((sum, each) => sum + ('animalTag' in each ? 0 : each.amountDong), 0)
  const money: Gift[] = []
  while (held.moneyDong >= leastDong) {
    const amountDong = Math.floor(Math.min(held.moneyDong, mostDong) / 500_000) * 500_000
    held.moneyDong -= amountDong
    money.push({ amountDong })
  }
  return [...animals.map((animal) => ({ animal })), ...money]
}

const putBack = (held: Held, gift: Gift): void => {
  if ('animal' in gift) held.animals.push(gift.animal)
  else held.moneyDong += gift.amountDong
}

interface Selected {
  readonly household: Household
  readonly outOfOrderReason?: string
}

/** In their order; now and then the last of them lets another one go first. */
const recipientsOf = (candidates: readonly Household[], wanted: number, chance: Chance): Selected[] => {
  const inOrder = candidates.slice(0, wanted).map((household): Selected => ({ household }))
  const next = candidates[wanted]
  if (next === undefined || !chance.happens(0.2)) return inOrder
  return [...inOrder.slice(0, -1), { household: next, outOfOrderReason: 'Hộ xếp trước đang sửa chuồng, xin nhận đợt sau' }]
}

const reasonsFor = ({ classes }: Household, day: string, chance: Chance): string[] => [
  classOn(classes, day)?.povertyClass ?? 'other', ...(chance.happens(0.7) ? ['never-supported'] : []), ...(chance.happens(0.5) ? ['has-labour'] : []), ...(chance.happens(0.15) ? ['woman-headed'] : []),
]

/** What is too little to be passed on goes to another use, and the pool is closed. */
const endRotation = (rotation: Rotation, { moneyDong, animals }: Held, day: string): string | undefined => {
  const { approved: { row, plan }, world: { book } } = rotation
  const resolvedOn = addDays(day, 7)
  const closedOn = addDays(day, 12)
  if (closedOn > lastDay) return undefined
  const use = plan.index % 2 === 0 ? 'returned-to-budget' : 'community-fund'
  const resolve = (what: object, reason: string) => book.enter('resolve-surplus', { projectId: row, ...what, use, reason, occurredOn: resolvedOn, paper: minutes(rotation, '12/BBH', resolvedOn, 'Biên bản họp nhóm xử lý phần còn dư của quỹ') })
  if (moneyDong > 0) resolve({ amountDong: moneyDong }, 'Số dư nhỏ, không đủ hỗ trợ thêm một hộ')
  if (animals.length > 0) resolve({ animals: { tags: animals.map(({ animalTag }) => ({ animalTag })), valueDong: animals.reduce((sum, { valueDong }) => sum + valueDong, 0) } }, 'Không còn hộ đủ điều kiện nhận luân chuyển')
  book.enter('close-pool', { projectId: row, occurredOn: closedOn, paper: minutes(rotation, '13/BBH', closedOn, 'Biên bản họp nhóm đóng quỹ quay vòng') })
  return closedOn
}

/** Households of the commune that the project has not supported, those that were poor at the approval first. */
const waitingHouseholds = ({ plan: { commune, index }, approvedOn, supported, experienced, members }: Approved, households: readonly Household[]): Household[] => {
  const taken = new Set([...supported.map(({ household }) => household), ...experienced, ...members])
  const isPoor = ({ classes }: Household) => classOn(classes, approvedOn)?.povertyClass === 'poor'
  const others = new Chance(`waiting ${index}`).shuffled(households.filter((household) => household.commune === commune && !household.isSetApart && !taken.has(household)))
  return [...others.filter(isPoor), ...others.filter((household) => !isPoor(household))]
}
