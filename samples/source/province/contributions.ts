import { officeOn, paperOf } from './areas.js'
import type { Approved, World } from './approval.js'
import type { Book } from './book.js'
import { Chance } from './chance.js'
import { addDays, lastDay } from './days.js'
import type { Household } from './households.js'

interface Contributor {
  readonly household: Household
  readonly isLate: boolean
}

/** What the members put in: cash, goods and labour, not everybody all of it; some receipts turned up months later. */
export const contribute = (approved: Approved, { book }: World): void => {
  const { plan, supported, experienced } = approved
  const chance = new Chance(`contributions ${plan.index}`)
  const contributors: Contributor[] = [...supported, ...experienced.map((household) => ({ household, isLate: false }))]
  const write = writerOf(approved, book, chance)
  for (const contributor of contributors) {
    const share = shareOf(approved, contributors.length)
    if (share.cashDong > 0 && chance.happens(0.75)) write(contributor, { cash: { amountDong: share.cashDong } }, 'PT')
    for (const goods of goodsOf(approved, share.goodsDong, chance)) write(contributor, { goods }, 'PN')
    if (share.halfDays > 0 && chance.happens(0.9)) write(contributor, { labour: { halfDays: Math.max(1, share.halfDays - chance.between(0, 1)) } }, 'BC')
  }
}

const shareOf = ({ counterpart: { cashDong, goodsDong, labourHalfDays } }: Approved, among: number) =>
  ({ cashDong: Math.floor(cashDong / among / 10_000) * 10_000, goodsDong: Math.floor(goodsDong / among), halfDays: Math.floor(labourHalfDays / among) })

const goodsOf = ({ plan: { trade, index } }: Approved, valueDong: number, chance: Chance): object[] => {
  // Some groups leave prices to the approved estimate.
  const isByEstimate = index % 3 === 0
  const items = chance.shuffled(trade.goods).slice(0, chance.between(1, 2))
  return items.map(([item, unitName, unitPriceDong]) => {
    const quantity = Math.max(1, Math.floor((valueDong * chance.between(70, 100)) / 100 / items.length / unitPriceDong))
    return { item, quantity, unitName, ...(isByEstimate ? {} : { unitPriceDong, amountDong: quantity * unitPriceDong }) }
  })
}

/** Writes receipts with running numbers; now and then one that is wrong, and put right after an inspection. */
const writerOf = ({ plan, row, group, approvedOn }: Approved, book: Book, chance: Chance) => {
  const reversals = new Chance(`reversals ${plan.index}`)
  const isCancelled = plan.outcome === 'cancelled'
  let receipts = 0
  return ({ household, isLate }: Contributor, what: object, series: string): void => {
    receipts += 1
    const day = earlier(addDays(approvedOn, chance.between(5, 75)), lastDay)
    const entered = isLate || chance.happens(0.04) ? 'late' : 'in-time'
    const command = { projectId: row, householdId: household.row, ...what }
    const number = book.enter('record-contribution', { ...command, occurredOn: day, paper: { number: `${series}-${String(receipts).padStart(2, '0')}`, date: day, issuer: group } }, entered)
    const isAnnulled = chance.happens(0.006)
    const isReversed = reversals.happens(isCancelled ? 1 : 0.006)
    if (isReversed && !isAnnulled) {
      const reversedOn = isCancelled ? addDays(approvedOn, daysUntilCancelled + 12) : earlier(addDays(day, reversals.between(20, 60)), lastDay)
      book.enter('reverse-contribution', {
        contributionId: number, reason: isCancelled ? 'Trả lại hộ do dự án bị hủy bỏ' : 'Trả lại hộ do không dùng hết vật tư', occurredOn: reversedOn,
        paper: { number: `TL-${String(receipts).padStart(2, '0')}`, date: reversedOn, issuer: group },
      }, entered)
    }
    if (isAnnulled) {
      book.correct('record-contribution', { eventId: number, finding: 'Phiếu lập nhầm tên hộ, hộ chưa đóng góp', paper: paperOf(officeOn(plan.commune, '2026-03-10'), '18/BB-KT', '2026-03-10', 'Biên bản kiểm tra vốn đối ứng') })
    }
  }
}

/** A project that is cancelled is cancelled this long after its approval. */
export const daysUntilCancelled = 95

export const earlier = (one: string, other: string): string => (one < other ? one : other)
