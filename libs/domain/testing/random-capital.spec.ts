import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { allocation, type Allocation } from '../capital/allocation.js'
import type { advancePaid, capitalAdjusted, capitalAssigned, capitalReleased, paymentMade, paymentReturned, projectApproved } from '../catalogue/index.js'
import { linesOfBudget, type BudgetPart } from '../core/budget-lines.js'
import type { DataOf, EventDefinition, FactEvent } from '../core/event-definition.js'
import { fundingLineKey, type FundingLine } from '../core/money.js'
import { allRefusals } from '../core/refusal.js'
import { lifeOfCapital, RandomCapital } from './random-capital.js'

const of = <Definition extends EventDefinition>(events: readonly FactEvent[], ...types: Definition['type'][]) =>
  events.filter((event): event is FactEvent<Definition['type'], DataOf<Definition>> => types.includes(event.type)).map(({ data }) => data)

/** What the events say of one line of an allocation, counted without any fold. */
const countedOf = (events: readonly FactEvent[], allocationId: string, key: string) => {
  const sum = (lines: readonly FundingLine[]): number => lines.filter((line) => fundingLineKey(line) === key).reduce((total, { amountDong }) => total + amountDong, 0)
  const ofBudget = (budgets: readonly (readonly BudgetPart[])[]): number => sum(linesOfBudget(budgets.flat()).filter((line) => line.allocationId === allocationId))
  const assigned = of<typeof capitalAssigned>(events, 'capital-assigned')
  const adjusted = of<typeof capitalAdjusted>(events, 'capital-adjusted').map(({ changes, ...data }) => ({ ...data, fundingLines: changes.map(({ changeDong, ...line }) => ({ ...line, amountDong: changeDong })) }))
  const moves = [...assigned, ...adjusted]
  const lines = (which: (move: (typeof moves)[number]) => boolean) => moves.filter(which).flatMap(({ fundingLines }) => fundingLines)
  const paid = [...of<typeof advancePaid>(events, 'advance-paid'), ...of<typeof paymentMade>(events, 'payment-made')].map(({ budget }) => budget)
  return {
    amountDong: sum(lines((move) => move.allocationId === allocationId)),
    assignedDownDong: sum(lines(({ fromAllocationId }) => fromAllocationId === allocationId)),
    committedDong: ofBudget(of<typeof projectApproved>(events, 'project-approved').map(({ budget }) => budget)) - ofBudget(of<typeof capitalReleased>(events, 'capital-released').map(({ released }) => released)),
    paidDong: ofBudget(paid) - ofBudget(of<typeof paymentReturned>(events, 'payment-returned').map(({ budget }) => budget)),
  }
}

const checkAllocations = ({ village: { scenario }, allocationIds, effective }: RandomCapital): void => {
  for (const allocationId of allocationIds) {
    const { lines }: Allocation = scenario.state(allocation(allocationId))
    for (const line of lines) {
      const { amountDong, leftDong, committedDong, assignedDownDong, paidDong } = line
      expect({ amountDong, committedDong, assignedDownDong, paidDong }).toEqual(countedOf(effective, allocationId, fundingLineKey(line)))
      expect(amountDong).toBe(leftDong + committedDong + assignedDownDong)
      expect(Math.min(amountDong, leftDong, committedDong, assignedDownDong, paidDong)).toBeGreaterThanOrEqual(0)
      expect(paidDong).toBeLessThanOrEqual(committedDong)
    }
  }
}

describe('any life of capital', () => {
  it('keeps every line of every allocation, whatever is assigned, adjusted, approved, paid, returned, released and corrected', () => {
    const types = new Set<string>()
    const codes = new Set<string>()
    fc.assert(
      fc.property(lifeOfCapital, (steps) => {
        const lived = new RandomCapital()
        for (const step of steps) {
          lived.take(step)
          checkAllocations(lived)
        }
        for (const { code } of lived.refusals) codes.add(code)
        for (const { type } of lived.effective) types.add(type)
      }),
      { numRuns: 30 },
    )
    expect([...codes].every((code) => allRefusals().has(code))).toBe(true)
    // The lives are long enough to get everywhere, corrections that would break a balance included.
    expect([...types]).toEqual(expect.arrayContaining(['capital-adjusted', 'project-approved', 'payment-requested', 'payment-made', 'advance-paid', 'payment-rejected', 'payment-returned', 'capital-released']))
    expect([...codes]).toEqual(expect.arrayContaining(['allocation-exceeded', 'capital-cut-below-use', 'payment-exceeds-budget', 'return-exceeds-paid']))
  })
})
