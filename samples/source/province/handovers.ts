import type { Approved, Supported, World } from './approval.js'
import type { Book } from './book.js'
import { officeOn, paperOf } from './areas.js'
import { Chance } from './chance.js'
import { earlier } from './contributions.js'
import { addDays, lastDay } from './days.js'

export interface HandedOver extends Approved {
  /** When each household had got what was approved for it. */
  readonly handedOverOn: string
  readonly handedOverDong: number
  /** Also of those who wanted none. */
  readonly approvedSupportDong: number
}

/** Animals with their tags on one day; else goods and money on two. Who refused a thin animal gets another one days later; a few want none. */
export const handOver = (approved: Approved, world: World): HandedOver => {
  const chance = new Chance(`handovers ${approved.plan.index}`)
  const firstOn = earlier(addDays(approved.approvedOn, chance.between(35, 80)), '2026-03-31')
  const secondOn = earlier(addDays(firstOn, chance.between(60, 95)), '2026-05-15')
  const hasAnimals = approved.plan.trade.animals !== undefined
  const refusals = new Chance(`refusals ${approved.plan.index}`)
  const took = approved.supported.filter((each) => {
    const answer = answerOf(refusals)
    if (answer !== 'takes it') refuse(approved, each, firstOn, { world, answer })
    if (answer === 'wants none') return false
    if (hasAnimals) handOverAnimals(approved, each, answer === 'refuses once' ? addDays(firstOn, 6) : firstOn, { world, chance })
    else handOverInParts(approved, each, [answer === 'refuses once' ? addDays(firstOn, 6) : firstOn, secondOn], world)
    return true
  })
  const handedOverOn = hasAnimals ? addDays(firstOn, took.length > 0 ? 6 : 0) : secondOn
  return { ...approved, supported: took, handedOverOn, handedOverDong: supportSum(took), approvedSupportDong: supportSum(approved.supported) }
}

const supportSum = (supported: readonly Supported[]): number => supported.reduce((sum, { supportDong }) => sum + supportDong, 0)

type Answer = 'takes it' | 'refuses once' | 'wants none'

const answerOf = (chance: Chance): Answer => {
  const drawn = chance.next()
  return drawn < 0.005 ? 'wants none' : drawn < 0.025 ? 'refuses once' : 'takes it'
}

const refuse = ({ plan: { trade: { animals, supplies } }, row, group }: Approved, { household }: Supported, day: string, { world: { book }, answer }: { world: World; answer: Answer }): void => {
  const thin = answer === 'wants none' ? 'Hộ không có người chăm sóc, không nhận hỗ trợ' : 'Con giống gầy yếu, không đủ khối lượng theo dự án'
  const what = animals === undefined ? { what: supplies === undefined ? 'money' : 'goods' } : { what: 'animal', animalTag: `${animals.tag}-${row}-${household.row}-T` }
  const reason = animals === undefined ? 'Hộ không bố trí được đất và lao động, xin không nhận đợt này' : thin
  book.enter('record-handover-refusal', { projectId: row, householdId: household.row, ...what, reason, occurredOn: day, paper: { number: '01/BBTC', date: day, issuer: group, title: 'Biên bản hộ từ chối nhận hỗ trợ' } })
}

/** Seedlings, fish or tools and the rest in money, where the group buys together; else money twice. */
const handOverInParts = (approved: Approved, supported: Supported, days: readonly string[], { book }: World): void => {
  const { plan: { trade: { supplies = [] }, index } } = approved
  const { supportDong } = supported
  const items = index % 3 === 0 ? [] : suppliesWorth(supplies, (supportDong * 6) / 10)
  const goodsDong = items.reduce((sum, { quantity, unitPriceDong }) => sum + quantity * unitPriceDong, 0)
  const firstDong = Math.floor((supportDong * 6) / 10 / 100_000) * 100_000
  const parts = goodsDong > 0 ? [{ items }, { amountDong: supportDong - goodsDong }] : [{ amountDong: firstDong }, { amountDong: supportDong - firstDong }]
  for (const [place, part] of parts.entries()) enterPart(approved, supported, { part, place, day: days[place] ?? lastDay, book })
}

interface Part {
  readonly part: { readonly items: readonly object[] } | { readonly amountDong: number }
  readonly place: number
  readonly day: string
  readonly book: Book
}

const enterPart = ({ row, group }: Approved, { household, isLate }: Supported, { part, place, day, book }: Part): void => {
  book.enter('items' in part ? 'hand-over-goods' : 'hand-over-money', { projectId: row, householdId: household.row, ...part, occurredOn: day, paper: { number: `0${place + 1}/BBBG`, date: day, issuer: group } }, isLate ? 'late' : 'in-time')
}

const suppliesWorth = (supplies: readonly (readonly [string, string, number])[], valueDong: number) =>
  supplies.map(([item, unitName, unitPriceDong]) => ({ item, quantity: Math.floor(valueDong / supplies.length / unitPriceDong), unitName, unitPriceDong })).filter(({ quantity }) => quantity > 0)

const handOverAnimals = ({ plan, row, group }: Approved, { household, supportDong, isLate }: Supported, day: string, { world: { book }, chance }: { world: World; chance: Chance }): void => {
  const { animals } = plan.trade
  if (animals === undefined) return
  const count = animals[plan.programme]
  for (let each = 1; each <= count; each += 1) {
    const animal = {
      projectId: row, householdId: household.row, species: animals.species, animalTag: `${animals.tag}-${row}-${household.row}-${each}`,
      weightGrams: animals.weightGrams + chance.between(0, 20) * 500, valueDong: Math.floor(supportDong / count),
    }
    const number = book.enter('hand-over-animal', { ...animal, occurredOn: day, paper: { number: '01/BBBG', date: day, issuer: group } }, isLate ? 'late' : 'in-time')
    if (chance.happens(0.008)) {
      book.correct('hand-over-animal', {
        eventId: number, finding: 'Khối lượng ghi nhầm so với phiếu cân', paper: paperOf(officeOn(plan.commune, '2026-04-02'), '21/BB-KT', '2026-04-02', 'Biên bản kiểm tra con giống'), replacement: { ...animal, weightGrams: animal.weightGrams + 10_000 },
      })
    }
  }
}
