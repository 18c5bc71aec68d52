import type { UnitRef } from '#event-log'
import { capitalAssigned } from '../catalogue/capital-events.js'
import { projectApproved } from '../catalogue/project-events.js'
import type { Day } from '../core/day.js'
import { formatDong } from '../core/language.js'
import { fundingLineKey, type FundingLine } from '../core/money.js'
import { keepWhileInUse } from '../core/in-use.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'

/** An assigned line and what is left of it; below zero only where a correction would make it so, which is refused. */
export interface AllocationLine extends FundingLine {
  readonly leftDong: number
}

export interface Allocation {
  readonly assigned?: { readonly allocationId: string; readonly programmeId: string; readonly unit: UnitRef; readonly budgetYear: number; readonly assignedOn: Day }
  readonly lines: readonly AllocationLine[]
}

export const allocation = defineState<Allocation>({
  name: 'allocation',
  tagKind: 'allocation',
  initial: { lines: [] },
  on: [
    on(capitalAssigned, (_, { occurredOn, data: { allocationId, programmeId, unit, budgetYear, fundingLines } }) => ({
      assigned: { allocationId, programmeId, unit, budgetYear, assignedOn: occurredOn },
      lines: fundingLines.map((line) => ({ ...line, leftDong: line.amountDong })),
    })),
    on(projectApproved, (state, { data: { budget } }) => ({
      ...state,
      lines: budget.reduce((left, { allocationId, fundingLines }) => (allocationId === state.assigned?.allocationId ? takeFromLines(left, fundingLines) : left), state.lines),
    })),
  ],
  invariant: (state) => refuseIfOverspent(state),
})
keepWhileInUse('allocation', capitalAssigned)

/** The lines after this money was taken from them; what no line has stands below zero. */
export const takeFromLines = (lines: readonly AllocationLine[], taken: readonly FundingLine[]): readonly AllocationLine[] =>
  taken.reduce<readonly AllocationLine[]>((left, line) => {
    const key = fundingLineKey(line)
    if (!left.some((each) => fundingLineKey(each) === key)) return [...left, { ...line, amountDong: 0, leftDong: -line.amountDong }]
    return left.map((each) => (fundingLineKey(each) === key ? { ...each, leftDong: each.leftDong - line.amountDong } : each))
  }, lines)

const refuse = defineRefusals({
  'allocation-overspent': {
    rule: 'What projects have been approved from an allocation stays within it, also after corrections.', source: 'design',
    vi: ({ line, overDong }: { line: string; overDong: number }) => `Nguồn vốn ${line} sẽ thiếu ${formatDong(overDong)} so với số đã phê duyệt cho các dự án.`,
    en: ({ line, overDong }: { line: string; overDong: number }) => `Funding line ${line} would be ${formatDong(overDong)} short of what was approved for projects.`,
  },
})

const refuseIfOverspent = ({ lines }: Allocation): Refusal | undefined => {
  const over = lines.find(({ leftDong }) => leftDong < 0)
  return over && refuse('allocation-overspent', { line: fundingLineKey(over), overDong: -over.leftDong })
}
