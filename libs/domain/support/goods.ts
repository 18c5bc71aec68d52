import { formatNumber, type Bilingual } from '../core/language.js'

export interface GoodsItem {
  readonly item: string
  readonly quantity: number
  readonly unitName: string
}

/** How many items a line names; the rest it counts. */
const mostNamed = 3

/** "200 kg Cỏ voi giống, 5 bao Cám": goods in words, those beyond the first few counted. */
export const goodsInWords = (goods: readonly GoodsItem[]): Bilingual => {
  const named = goods.slice(0, mostNamed).map(({ item, quantity, unitName }) => `${formatNumber(quantity)} ${unitName} ${item}`).join(', ')
  const others = goods.length - mostNamed
  return others <= 0 ? { vi: named, en: named } : { vi: `${named} và ${others} loại khác`, en: `${named} and ${others} more` }
}
