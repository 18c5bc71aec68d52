import type { UnitRef } from '#event-log'
import type { Allocation } from '../capital/allocation.js'
import { FundingLineFields } from '../capital/funding-line-fields.js'
import type { Day } from '../core/day.js'
import { Id, Parts } from '../core/fields.js'
import { formatDay, formatDong } from '../core/language.js'
import { fundingLineKey, type FundingLine } from '../core/money.js'
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
  'allocation-unknown': {
    rule: 'A budget comes from capital that was assigned.', source: 'design',
    vi: ({ allocationId }: { allocationId: string }) => `Chưa có lần giao vốn ${allocationId}.`,
    en: ({ allocationId }: { allocationId: string }) => `There is no allocation ${allocationId}.`,
  },
  'allocation-not-yet-assigned': {
    rule: 'Capital is assigned before a project is approved from it.', source: 'design',
    vi: ({ assignedOn, day }: { allocationId: string; assignedOn: Day; day: Day }) => `Vốn được giao ngày ${formatDay(assignedOn)}, sau ngày phê duyệt ${formatDay(day)}.`,
    en: ({ assignedOn, day }: { allocationId: string; assignedOn: Day; day: Day }) => `The capital was assigned on ${formatDay(assignedOn)}, after ${formatDay(day)}.`,
  },
  'allocation-of-other-unit': {
    rule: 'A project uses capital of its own unit or of a unit above it.', source: 'design',
    vi: ({ unit }: { allocationId: string; unit: UnitRef }) => `Vốn này được giao cho đơn vị ${unit.code}, không phải đơn vị của dự án hoặc cấp trên của đơn vị đó.`,
    en: ({ unit }: { allocationId: string; unit: UnitRef }) => `This capital is of unit ${unit.code}, which is neither the project's nor above it.`,
  },
  'funding-line-unknown': {
    rule: 'A budget names lines that its allocation has.', source: 'design',
    vi: ({ line }: { allocationId: string; line: string }) => `Vốn được giao không có dòng vốn ${line}.`,
    en: ({ line }: { allocationId: string; line: string }) => `The allocation has no funding line ${line}.`,
  },
  'allocation-exceeded': {
    rule: 'Projects are approved only from what is left of an allocation, line by line.', source: 'design',
    vi: ({ line, leftDong, askedDong }: { allocationId: string; line: string; leftDong: number; askedDong: number }) => `Dòng vốn ${line} chỉ còn ${formatDong(leftDong)}, không đủ ${formatDong(askedDong)}.`,
    en: ({ line, leftDong, askedDong }: { allocationId: string; line: string; leftDong: number; askedDong: number }) => `Funding line ${line} has ${formatDong(leftDong)} left, not ${formatDong(askedDong)}.`,
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
    const allocation = allocations[index]
    if (allocation?.assigned === undefined) return refuse('allocation-unknown', { allocationId })
    const { assignedOn, unit } = allocation.assigned
    if (assignedOn > day) return refuse('allocation-not-yet-assigned', { allocationId, assignedOn, day })
    if (!units.some((each) => unitTag(each) === unitTag(unit))) return refuse('allocation-of-other-unit', { allocationId, unit })
    const lines = merged(fundingLines.map((line) => ({ ...line, programme: allocation.lines[0]?.programme ?? '' })))
    const refusal = refuseUnlessLeft(allocationId, allocation, lines)
    if (refusal) return refusal
    parts.push({ allocationId, fundingLines: lines })
  }
  return parts
}

const refuseUnlessLeft = (allocationId: string, { lines }: Allocation, asked: readonly FundingLine[]): Refusal | undefined => {
  for (const line of asked) {
    const key = fundingLineKey(line)
    const known = lines.find((each) => fundingLineKey(each) === key)
    if (known === undefined) return refuse('funding-line-unknown', { allocationId, line: key })
    const { leftDong } = known
    if (line.amountDong > leftDong) return refuse('allocation-exceeded', { allocationId, line: key, leftDong, askedDong: line.amountDong })
  }
  return undefined
}
