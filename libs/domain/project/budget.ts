import type { UnitRef } from '#event-log'
import type { Allocation } from '../capital/allocation.js'
import { assignedOn, refuseUnlessLeft } from '../capital/draw-on-allocation.js'
import { FundingLineFields } from '../capital/funding-line-fields.js'
import type { Day } from '../core/day.js'
import { Id, Parts } from '../core/fields.js'
import type { FundingLine } from '../core/money.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { unitTag } from '../core/unit.js'
import { merged } from './project-on-day.js'

/** What a project gets of one allocation. */
export class BudgetFields {
  @Id('Vốn được giao', 'Allocation') allocationId!: string
  @Parts('Các dòng vốn', 'Funding lines', FundingLineFields, { max: 50 }) fundingLines!: FundingLineFields[]
}

export interface BudgetPart {
  readonly allocationId: string
  readonly fundingLines: FundingLine[]
}

const refuse = defineRefusals({
  'allocation-named-twice': {
    rule: 'An allocation stands once in a budget.', source: 'design',
    vi: ({ allocationId }: { allocationId: string }) => `Nguồn vốn được giao ${allocationId} bị ghi hai lần.`,
    en: ({ allocationId }: { allocationId: string }) => `Allocation ${allocationId} is named twice.`,
  },
  'allocation-of-other-unit': {
    rule: 'A project uses capital of its own unit or of a unit above it.', source: 'design',
    vi: ({ unit }: { allocationId: string; unit: UnitRef }) => `Vốn này được giao cho đơn vị ${unit.code}, không phải đơn vị của dự án hoặc cấp trên của đơn vị đó.`,
    en: ({ unit }: { allocationId: string; unit: UnitRef }) => `This capital is of unit ${unit.code}, which is neither the project's nor above it.`,
  },
})

export interface BudgetRequest {
  readonly budget: readonly BudgetFields[]
  /** In the order of the budget. */
  readonly allocations: readonly Allocation[]
  /** The project's unit and those above it. */
  readonly units: readonly UnitRef[]
  readonly day: Day
}

/** The budget with its lines under their programmes; where it can't be had, the refusal. */
export const budgetOf = ({ budget, allocations, units, day }: BudgetRequest): BudgetPart[] | Refusal => {
  const parts: BudgetPart[] = []
  for (const [index, { allocationId, fundingLines }] of budget.entries()) {
    if (parts.some((part) => part.allocationId === allocationId)) return refuse('allocation-named-twice', { allocationId })
    const allocation = assignedOn(allocationId, allocations[index], day)
    if (allocation instanceof Refusal) return allocation
    const { unit } = allocation.assigned
    if (!units.some((each) => unitTag(each) === unitTag(unit))) return refuse('allocation-of-other-unit', { allocationId, unit })
    const lines = merged(fundingLines.map((line) => ({ ...line, programme: allocation.lines[0]?.programme ?? '' })))
    const refusal = refuseUnlessLeft(allocationId, allocation, lines)
    if (refusal) return refusal
    parts.push({ allocationId, fundingLines: lines })
  }
  return parts
}
