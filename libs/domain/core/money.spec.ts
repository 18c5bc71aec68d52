import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { fundingLineKey, fundingSources, splitAcross, sumDong, type FundingLine } from './money.js'

const lines: fc.Arbitrary<FundingLine[]> = fc.uniqueArray(
  fc.record({
    programme: fc.constant('NTP-PR'), component: fc.constantFrom('DA2', 'DA3-TDA1'), source: fc.constantFrom(...fundingSources),
    budgetYear: fc.integer({ min: 2021, max: 2025 }), amountDong: fc.integer({ min: 0, max: 10_000_000_000_000 }),
  }),
  { maxLength: 12, selector: fundingLineKey },
)

describe('splitting an amount over funding lines', () => {
  it('gives parts that add up to it, each within a đồng of its share, the whole being the lines themselves', () =>
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 10_000_000_000_000 }), (given, amountDong) => {
        const total = sumDong(given)
        const parts = splitAcross(given, amountDong)
        fc.pre(total > 0)
        expect(sumDong(parts)).toBe(amountDong)
        for (const part of parts) {
          const line = given.find((each) => fundingLineKey(each) === fundingLineKey(part))
          const offBy = BigInt(part.amountDong) * BigInt(total) - BigInt(line?.amountDong ?? 0) * BigInt(amountDong)
          expect(offBy < BigInt(total) && offBy > -BigInt(total)).toBe(true)
        }
        expect(splitAcross(given, total)).toEqual(given.filter((line) => line.amountDong > 0))
      }),
    ))

  it('gives nothing where the lines have nothing', () => expect(splitAcross([], 5)).toEqual([]))
})
