import { approverOn, paperOf } from './areas.js'
import type { Book } from './book.js'
import type { Capital } from './capital.js'
import { Chance } from './chance.js'
import { addDays, addMonths } from './days.js'
import type { Household } from './households.js'
import { povertyCaps } from './programmes.js'
import type { Proposed } from './project-life.js'
import type { Mode, ProjectPlan } from './project-plan.js'
import { classOn, isTargetOn } from './reviews.js'

/** What a life is written into, and what it draws from. */
export interface World {
  readonly book: Book
  readonly capital: Capital
  readonly households: readonly Household[]
}

export interface Supported {
  readonly household: Household
  readonly supportDong: number
  /** All of its papers in this project were entered months later. */
  readonly isLate: boolean
}

export interface Approved extends Proposed {
  readonly approvedOn: string
  /** The day on which it was to end by its approval. */
  readonly endsOn: string
  /** What is given back of the support at least, as its group agreed. */
  readonly recoveryPercent: number
  /** What the State pays, by its approval. */
  readonly budgetDong: number
  readonly supported: readonly Supported[]
  readonly counterpart: { readonly cashDong: number; readonly goodsDong: number; readonly labourHalfDays: number; readonly labourDayPriceDong: number }
}

/** The most that the State pays, in percent; commissioned projects have no cap, and the sample takes the community's. */
const stateShares: Readonly<Record<Mode, Readonly<Record<string, number>>>> = {
  community: { 'especially-difficult': 95, difficult: 80, other: 60 },
  'value-chain': { 'especially-difficult': 80, difficult: 70, other: 50 },
  commissioned: { 'especially-difficult': 95, difficult: 80, other: 60 },
}

/** Shares of the support that are owed, in percent, above the area's least. */
const recoveryPercents = { 'especially-difficult': 20, difficult: 25, other: 30 } as const

/** Approves what the council was in favour of, some weeks after the proposal. */
export const approve = (proposed: Proposed, { book, capital }: World): Approved => {
  const { plan, row, members } = proposed
  const chance = new Chance(`approval ${plan.index}`)
  const approvedOn = addDays(plan.proposedOn, chance.between(25, 55))
  const supported = members.filter(({ classes }) => isTargetOn(classes, approvedOn)).map((household) => ({ household, supportDong: supportOf(plan, household, approvedOn), isLate: chance.happens(0.05) && !plan.isClosed }))
  const supportDong = supported.reduce((sum, each) => sum + each.supportDong, 0)
  // Training, checks and management come on top of what households get.
  const stateDong = roundUp((supportDong * (100 + chance.between(8, 16))) / 100, 100_000)
  const counterpart = counterpartOf(plan, stateDong, chance)
  const endsOn = addMonths(approvedOn, new Chance(`term ${plan.index}`).between(14, 24))
  const goodsPrices = plan.trade.goods.map(([item, unitName, unitPriceDong]) => ({ item, unitName, unitPriceDong }))
  book.enter('approve-project', {
    projectId: row, occurredOn: approvedOn, endsOn, counterpart: { ...counterpart, goodsPrices }, budget: capital.take(plan.commune, plan.programme, approvedOn, stateDong),
    paper: paperOf(approverOn(plan.commune, plan.proposedOn), `${1_800 + plan.index * 3}/QĐ-UBND`, approvedOn, 'Phê duyệt dự án hỗ trợ phát triển sản xuất'),
    beneficiaries: supported.map((each) => ({ householdId: each.household.row, supportDong: each.supportDong })),
  })
  return { ...proposed, approvedOn, endsOn, recoveryPercent: recoveryPercents[plan.commune.areaKind], budgetDong: stateDong, supported, counterpart }
}

/** What the trade takes for a household, before any cap. */
export const wishedDong = ({ trade: { animals, money }, programme }: ProjectPlan): number =>
  animals === undefined ? (money?.[programme] ?? 0) : animals[programme] * animals.priceDong

export const stateShareOf = ({ mode, commune }: ProjectPlan): number => stateShares[mode][commune.areaKind] ?? 50

const supportOf = (plan: ProjectPlan, { classes }: Household, day: string): number => {
  const capDong = plan.programme === 'poverty' ? povertyCaps[classOn(classes, day)?.povertyClass ?? ''] : undefined
  return Math.min(wishedDong(plan), capDong ?? Infinity)
}

const counterpartOf = (plan: ProjectPlan, stateDong: number, chance: Chance): Approved['counterpart'] => {
  const share = stateShareOf(plan)
  const ownDong = roundUp((stateDong * (100 - share)) / share, 100_000) + 1_000_000
  const labourDayPriceDong = chance.pick([220_000, 240_000, 250_000, 260_000])
  const labourHalfDays = Math.ceil((ownDong * 0.4 * 2) / labourDayPriceDong)
  const goodsDong = roundUp(ownDong * 0.35, 100_000)
  return { cashDong: Math.max(0, roundUp(ownDong - goodsDong - Math.floor((labourHalfDays * labourDayPriceDong) / 2), 100_000)), goodsDong, labourHalfDays, labourDayPriceDong }
}

export const roundUp = (amountDong: number, toDong: number): number => Math.ceil(amountDong / toDong) * toDong
