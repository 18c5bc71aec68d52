import { fundingLineKey, type FundingLine } from './money.js'

/** What is taken of one allocation. */
export interface BudgetPart {
  readonly allocationId: string
  readonly fundingLines: readonly FundingLine[]
}

/** A funding line of an allocation. */
export interface BudgetLine extends FundingLine {
  readonly allocationId: string
}

export const budgetLineKey = (line: BudgetLine): string => `${line.allocationId}|${fundingLineKey(line)}`

export const linesOfBudget = (budget: readonly BudgetPart[]): BudgetLine[] =>
  budget.flatMap(({ allocationId, fundingLines }) => fundingLines.map((line) => ({ ...line, allocationId })))

/** The lines by allocation, as events hold them. */
export const budgetOfLines = (lines: readonly BudgetLine[]): { allocationId: string; fundingLines: FundingLine[] }[] => {
  const parts = new Map<string, FundingLine[]>()
  for (const { allocationId, ...line } of lines) parts.set(allocationId, [...(parts.get(allocationId) ?? []), line])
  return [...parts].map(([allocationId, fundingLines]) => ({ allocationId, fundingLines }))
}

/** The lines after these were taken from them, one a key, in the order of the first; below zero where more was taken than there was. */
export const balanceOfLines = (lines: readonly BudgetLine[], taken: readonly BudgetLine[]): BudgetLine[] => {
  const balances = new Map<string, BudgetLine>()
  const add = (line: BudgetLine, sign: 1 | -1) => {
    const key = budgetLineKey(line)
    balances.set(key, { ...line, amountDong: (balances.get(key)?.amountDong ?? 0) + sign * line.amountDong })
  }
  for (const line of lines) add(line, 1)
  for (const line of taken) add(line, -1)
  return [...balances.values()]
}

/** The balances that something is left of. */
export const leftOfLines = (lines: readonly BudgetLine[], taken: readonly BudgetLine[]): BudgetLine[] => balanceOfLines(lines, taken).filter(({ amountDong }) => amountDong > 0)
