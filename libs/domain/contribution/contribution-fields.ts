import { Count, Dong, Text } from '../core/fields.js'

export class CashFields {
  @Dong('Số tiền', 'Amount', { example: 2_000_000 }) amountDong!: number
}

/** Price and value may be left out where the approved estimate has the price. */
export class GoodsFields {
  @Text('Tên hiện vật', 'Goods', { max: 80, example: 'Cỏ voi giống' }) item!: string
  @Count('Số lượng', 'Quantity', { max: 100_000, example: 200 }) quantity!: number
  @Text('Đơn vị tính', 'Unit of measure', { max: 20, example: 'kg' }) unitName!: string
  @Count('Đơn giá', 'Price of one', { optional: true, max: 100_000_000, example: 5_000 }) unitPriceDong?: number
  @Dong('Thành tiền', 'Value', { optional: true, example: 1_000_000 }) amountDong?: number
}

export class LabourFields {
  @Count('Số nửa ngày công', 'Half days of labour', { max: 10_000, example: 9 }) halfDays!: number
}

/** Labour has no price before the approval; a paper may all the same say what it is reckoned at. */
export class PledgedLabourFields extends LabourFields {
  @Dong('Trị giá tạm tính', 'Value that it is reckoned at', { optional: true, example: 1_125_000 }) amountDong?: number
}

/** What a paper about contributions says once: a form for a household, of goods each item. */
export const formOnPaper = ({ cash, goods }: { readonly cash?: CashFields | undefined; readonly goods?: GoodsFields | undefined }): string =>
  cash ? 'cash' : goods ? `goods/${goods.item}` : 'labour'
