import { Count, Dong, DongChange, OneOf, Text } from '../core/fields.js'
import { fundingSources, type FundingSource } from '../core/money.js'

export type StateSource = Exclude<FundingSource, 'counterpart'>

/** Sources of the State's budget; the households' own share is never assigned. */
export const stateSources = fundingSources.filter((source): source is StateSource => source !== 'counterpart')

/** Which money of a programme; the programme is the command's. */
class LineFields {
  @Text('Dự án thành phần, tiểu dự án', 'Component', { max: 80, example: 'DA3-TDA1' }) component!: string
  @OneOf('Nguồn vốn', 'Source', stateSources) source!: StateSource
  @Count('Năm ngân sách', 'Budget year', { min: 2000, max: 2100, example: 2024 }) budgetYear!: number
  @Count('Chuyển nguồn từ năm', 'Year that it is carried over from', { min: 2000, max: 2100, optional: true, example: 2023 }) carriedFrom?: number
}

/** One line of a programme's money. */
export class FundingLineFields extends LineFields {
  @Dong('Số tiền', 'Amount', { example: 490_000_000 }) amountDong!: number
}

/** One line of a programme's money that becomes more or less. */
export class ChangedLineFields extends LineFields {
  @DongChange('Số tiền tăng (+) hoặc giảm (-)', 'More (+) or less (-)') changeDong!: number
}
