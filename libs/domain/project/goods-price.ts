import { Count, Text } from '../core/fields.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'

/** What one unit of some goods is worth by the approved estimate. */
export class GoodsPriceFields {
  @Text('Tên hiện vật', 'Goods', { max: 80, example: 'Cỏ voi giống' }) item!: string
  @Text('Đơn vị tính', 'Unit of measure', { max: 20, example: 'kg' }) unitName!: string
  @Count('Đơn giá', 'Price of one', { max: 100_000_000, example: 5_000 }) unitPriceDong!: number
}

interface Estimate {
  readonly goodsPrices?: readonly Readonly<GoodsPriceFields>[] | undefined
}

/** Case and spaces don't tell goods or their units apart. */
export const isSameName = (one: string, other: string): boolean => asCompared(one) === asCompared(other)

const asCompared = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()

/** The approved price of these goods, where the estimate names them. */
export const findGoodsPrice = ({ goodsPrices = [] }: Estimate, item: string): Readonly<GoodsPriceFields> | undefined =>
  goodsPrices.find((each) => isSameName(each.item, item))

const refuse = defineRefusals({
  'goods-priced-twice': {
    rule: 'The estimate prices an item once.', source: 'design',
    vi: ({ item }: { item: string }) => `Hiện vật “${item}” bị ghi đơn giá hai lần.`,
    en: ({ item }: { item: string }) => `Item “${item}” is priced twice.`,
  },
})

/** Why these prices can't be an estimate, if so. */
export const refuseGoodsPrices = ({ goodsPrices = [] }: Estimate): Refusal | undefined => {
  const repeated = goodsPrices.find(({ item }, index) => goodsPrices.findIndex((each) => isSameName(each.item, item)) < index)
  return repeated && refuse('goods-priced-twice', { item: repeated.item })
}
