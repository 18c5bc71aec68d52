import type { Contribution } from '../catalogue/contribution-events.js'
import { formatDong } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { findGoodsPrice, isSameName } from '../project/goods-price.js'
import type { Approval } from '../project/project.js'
import type { GoodsFields } from './contribution-fields.js'

const refuse = defineRefusals({
  'goods-value-wrong': {
    rule: 'The value of goods is their quantity times their unit price.', source: 'design',
    vi: ({ valueDong, amountDong }: { valueDong: number; amountDong: number }) => `Số lượng nhân đơn giá là ${formatDong(valueDong)}, không phải ${formatDong(amountDong)}.`,
    en: ({ valueDong, amountDong }: { valueDong: number; amountDong: number }) => `Quantity times unit price is ${formatDong(valueDong)}, not ${formatDong(amountDong)}.`,
  },
  'goods-price-unknown': {
    rule: 'Goods are valued by the approved estimate; where it does not name them, the receipt says their unit price.', source: 'design',
    vi: ({ item }: { item: string }) => `Dự toán được duyệt không có đơn giá của “${item}”; hãy nhập đơn giá.`,
    en: ({ item }: { item: string }) => `The approved estimate has no price of “${item}”; give its unit price.`,
  },
  'goods-price-not-as-approved': {
    rule: 'Goods that the approved estimate names are valued at its unit price.', source: 'design: the approved estimate freezes prices',
    vi: ({ item, approvedPriceDong, unitPriceDong }: { item: string; approvedPriceDong: number; unitPriceDong: number }) => `Đơn giá “${item}” theo dự toán được duyệt là ${formatDong(approvedPriceDong)}, không phải ${formatDong(unitPriceDong)}.`,
    en: ({ item, approvedPriceDong, unitPriceDong }: { item: string; approvedPriceDong: number; unitPriceDong: number }) => `The approved estimate values “${item}” at ${formatDong(approvedPriceDong)}, not ${formatDong(unitPriceDong)}.`,
  },
  'goods-unit-not-as-approved': {
    rule: 'Goods that the approved estimate names are counted in its unit of measure, in which their price is.', source: 'design',
    vi: ({ item, approvedUnitName, unitName }: { item: string; approvedUnitName: string; unitName: string }) => `Dự toán được duyệt tính “${item}” theo ${approvedUnitName}, không phải ${unitName}.`,
    en: ({ item, approvedUnitName, unitName }: { item: string; approvedUnitName: string; unitName: string }) => `The approved estimate counts “${item}” by ${approvedUnitName}, not ${unitName}.`,
  },
})

type ContributedGoods = Extract<Contribution, { kind: 'goods' }>

/** The goods at their price: the approved one where the estimate names them, else the receipt's. */
export const valuedGoods = ({ item, quantity, unitName, ...said }: GoodsFields, { counterpart }: Approval): ContributedGoods | Refusal => {
  const approved = findGoodsPrice(counterpart, item)
  if (approved && !isSameName(approved.unitName, unitName)) return refuse('goods-unit-not-as-approved', { item, approvedUnitName: approved.unitName, unitName })
  const unitPriceDong = said.unitPriceDong ?? approved?.unitPriceDong
  if (unitPriceDong === undefined) return refuse('goods-price-unknown', { item })
  if (approved && approved.unitPriceDong !== unitPriceDong) return refuse('goods-price-not-as-approved', { item, approvedPriceDong: approved.unitPriceDong, unitPriceDong })
  const amountDong = quantity * unitPriceDong
  return refuseWrongValue(said.amountDong, amountDong) ?? { kind: 'goods', item, quantity, unitName, unitPriceDong, amountDong }
}

/** Why goods can't be worth what was said, if so; where nothing was said or nothing is known, they can. */
export const refuseWrongValue = (amountDong: number | undefined, valueDong: number | undefined): Refusal | undefined =>
  amountDong === undefined || valueDong === undefined || amountDong === valueDong ? undefined : refuse('goods-value-wrong', { valueDong, amountDong })
