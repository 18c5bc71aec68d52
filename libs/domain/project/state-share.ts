import type { AreaKind } from '../core/area-kind.js'
import { Count, Dong, Parts } from '../core/fields.js'
import { formatDong } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { projectCapOf, stateShareCapOf } from '../programme/caps.js'
import type { ProjectMode, Rules } from '../programme/rules.js'
import { GoodsPriceFields } from './goods-price.js'

/** What the households put in themselves. */
export class CounterpartFields {
  @Dong('Đối ứng bằng tiền', 'In cash', { min: 0, example: 40_000_000 }) cashDong!: number
  @Dong('Đối ứng bằng hiện vật', 'In goods', { min: 0, example: 60_000_000 }) goodsDong!: number
  @Count('Đối ứng bằng công lao động (số nửa ngày công)', 'In labour, half days', { min: 0, example: 400 }) labourHalfDays!: number
  @Count('Đơn giá ngày công', 'Price of a day of labour', { min: 0, max: 10_000_000, example: 250_000 }) labourDayPriceDong!: number
  @Parts('Dự toán hiện vật', 'Estimated prices of goods', GoodsPriceFields, { optional: true, max: 100 }) goodsPrices?: GoodsPriceFields[]
}

/** What labour is worth at the price of a day; half a đồng is left out. */
export const labourValueDong = (halfDays: number, dayPriceDong: number): number => Math.floor((halfDays * dayPriceDong) / 2)

export const counterpartDong = ({ cashDong, goodsDong, labourHalfDays, labourDayPriceDong }: CounterpartFields): number =>
  cashDong + goodsDong + labourValueDong(labourHalfDays, labourDayPriceDong)

interface Share {
  readonly mode: ProjectMode
  readonly areaKind: AreaKind
  readonly capPercent: number
  readonly stateDong: number
  readonly counterpartDong: number
}

const refuse = defineRefusals({
  'state-share-above-cap': {
    rule: "The State's share of a project's cost stays within the cap of its mode and kind of area.", source: 'Decree 38/2023',
    vi: ({ capPercent, stateDong, counterpartDong: ownDong }: Share) => `Ngân sách nhà nước ${formatDong(stateDong)} trên tổng kinh phí ${formatDong(stateDong + ownDong)} vượt tỷ lệ hỗ trợ tối đa ${capPercent}%.`,
    en: ({ capPercent, stateDong, counterpartDong: ownDong }: Share) => `The State's ${formatDong(stateDong)} of a cost of ${formatDong(stateDong + ownDong)} are more than ${capPercent}%.`,
  },
  'project-cap-exceeded': {
    rule: "A project's State budget stays within the province's cap.", source: 'resolution of the provincial council, e.g. Quảng Bình, An Giang',
    vi: ({ capDong, stateDong }: { capDong: number; stateDong: number }) => `Ngân sách nhà nước ${formatDong(stateDong)} vượt mức tối đa ${formatDong(capDong)} cho một dự án.`,
    en: ({ capDong, stateDong }: { capDong: number; stateDong: number }) => `A State budget of ${formatDong(stateDong)} exceeds the cap of ${formatDong(capDong)} for a project.`,
  },
})

/** Why the State can't pay this much of a project, if so; where no cap is known, nothing is refused for it. */
export const refuseStateShare = (rules: Rules, { mode, areaKind, stateDong, counterpart }: Pick<Share, 'mode' | 'areaKind' | 'stateDong'> & { readonly counterpart: CounterpartFields }): Refusal | undefined => {
  const capDong = projectCapOf(rules, mode, areaKind)
  if (capDong !== 'none-known' && stateDong > capDong) return refuse('project-cap-exceeded', { capDong, stateDong })
  const capPercent = stateShareCapOf(rules, mode, areaKind)
  if (capPercent === 'none-known') return undefined
  const ownDong = counterpartDong(counterpart)
  // In big integers, since a share times a hundred outgrows what a number counts exactly.
  if (BigInt(stateDong) * 100n <= BigInt(capPercent) * BigInt(stateDong + ownDong)) return undefined
  return refuse('state-share-above-cap', { mode, areaKind, capPercent, stateDong, counterpartDong: ownDong })
}
