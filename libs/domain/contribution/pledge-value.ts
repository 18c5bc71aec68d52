import type { Pledge } from '../catalogue/contribution-events.js'
import { findGoodsPrice, isSameName } from '../project/goods-price.js'
import { labourValueDong, type CounterpartFields } from '../project/state-share.js'

/** What a pledge is worth: by the approved price where there is one, else as its paper says; undefined where neither says. */
export const pledgeValueDong = (pledge: Pledge, approved: CounterpartFields | undefined): number | undefined => {
  switch (pledge.kind) {
    case 'cash': return pledge.amountDong
    case 'goods': {
      const price = approved && findGoodsPrice(approved, pledge.item)
      return price && isSameName(price.unitName, pledge.unitName) ? pledge.quantity * price.unitPriceDong : pledge.amountDong
    }
    case 'labour': return approved?.labourDayPriceDong ? labourValueDong(pledge.halfDays, approved.labourDayPriceDong) : pledge.amountDong
  }
}
