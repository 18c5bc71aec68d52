import { fundingLineKey, type FundingLine } from '../core/money.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'

const refuse = defineRefusals({
  'funding-line-repeated': {
    rule: 'Money of one component, source and year stands on one line.', source: 'design',
    vi: ({ line }: { line: string }) => `Dòng vốn ${line} bị lặp lại; hãy cộng gộp thành một dòng.`,
    en: ({ line }: { line: string }) => `Funding line ${line} is repeated; add the amounts up on one line.`,
  },
  'carried-from-later-year': {
    rule: 'Money is carried over from an earlier year.', source: 'design',
    vi: ({ carriedFrom, budgetYear }: { carriedFrom: number; budgetYear: number }) => `Vốn năm ${budgetYear} không thể chuyển nguồn từ năm ${carriedFrom}.`,
    en: ({ carriedFrom, budgetYear }: { carriedFrom: number; budgetYear: number }) => `Money of ${budgetYear} can't be carried over from ${carriedFrom}.`,
  },
})

/** Why these lines are wrong in themselves, if so. */
export const refuseBadLine = (lines: readonly Omit<FundingLine, 'amountDong'>[]): Refusal | undefined => {
  for (const { carriedFrom, budgetYear } of lines) {
    if (carriedFrom !== undefined && carriedFrom >= budgetYear) return refuse('carried-from-later-year', { carriedFrom, budgetYear })
  }
  const keys = lines.map(fundingLineKey)
  const line = keys.find((key, index) => keys.indexOf(key) < index)
  return line === undefined ? undefined : refuse('funding-line-repeated', { line })
}
