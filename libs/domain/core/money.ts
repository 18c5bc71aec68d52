import { z } from 'zod'

/** Where money comes from: central, provincial or commune budget, integrated from elsewhere, or the households' own share. */
export const fundingSources = ['central', 'provincial', 'commune', 'integrated', 'counterpart'] as const
export type FundingSource = (typeof fundingSources)[number]

/** Whole đồng, never floats. */
export const dong = z.int().nonnegative()

/** One line of money: each đồng keeps its programme, component, source and original budget year. */
export const fundingLine = z.strictObject({
  programme: z.string(),
  component: z.string(),
  source: z.enum(fundingSources),
  budgetYear: z.int(),
  carriedFrom: z.int().optional(),
  amountDong: dong,
})
export type FundingLine = z.infer<typeof fundingLine>

export const sumDong = (lines: readonly { readonly amountDong: number }[]): number => lines.reduce((sum, { amountDong }) => sum + amountDong, 0)

/** The lines' identity without their amount: two lines of one key are the same money. */
export const fundingLineKey = ({ programme, component, source, budgetYear, carriedFrom }: Omit<FundingLine, 'amountDong'>): string =>
  [programme, component, source, budgetYear, carriedFrom ?? ''].join('|')

/** Splits an amount over lines in proportion to theirs, to the đồng: the parts always add up to the whole. */
export const splitAcross = <Line extends { readonly amountDong: number }>(lines: readonly Line[], amountDong: number): Line[] => {
  const total = BigInt(sumDong(lines))
  if (total === 0n) return []
  let before = 0n
  let given = 0n
  return lines.flatMap((line) => {
    before += BigInt(line.amountDong)
    const upToHere = (BigInt(amountDong) * before) / total
    const part = Number(upToHere - given)
    given = upToHere
    return part === 0 ? [] : [{ ...line, amountDong: part }]
  })
}
