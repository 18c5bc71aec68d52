import type { UnitRef } from '#event-log'
import { capitalAdjusted, capitalAssigned, capitalReleased, type ChangedLine } from '../catalogue/capital-events.js'
import { advancePaid, paymentMade, paymentReturned } from '../catalogue/payment-events.js'
import { projectApproved } from '../catalogue/project-events.js'
import type { BudgetPart } from '../core/budget-lines.js'
import type { Day } from '../core/day.js'
import { formatDong } from '../core/language.js'
import { fundingLineKey, type FundingLine } from '../core/money.js'
import { keepWhileInUse } from '../core/in-use.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'
import { changeLines, type AllocationLine } from './allocation-lines.js'

export interface Allocation {
  readonly assigned?: {
    readonly allocationId: string
    /** The allocation of a unit above that it came from. */
    readonly fromAllocationId?: string | undefined
    readonly programmeId: string
    readonly unit: UnitRef
    readonly budgetYear: number
    readonly assignedOn: Day
  }
  readonly lines: readonly AllocationLine[]
}

export const allocation = defineState<Allocation>({
  name: 'allocation',
  tagKind: 'allocation',
  initial: { lines: [] },
  on: [
    on(capitalAssigned, (state, { occurredOn, data }) => {
      const { allocationId, fromAllocationId, programmeId, unit, budgetYear, fundingLines } = data
      // What it passed down bears its tag too; its own assignment stands before those.
      if (isFrom(state, data)) return withAssignedDown(state, fundingLines)
      return {
        assigned: { allocationId, ...(fromAllocationId === undefined ? {} : { fromAllocationId }), programmeId, unit, budgetYear, assignedOn: occurredOn },
        lines: changeLines([], fundingLines, (amountDong) => ({ amountDong })),
      }
    }),
    on(capitalAdjusted, (state, { data }) => {
      const changed = data.changes.map(asFundingLine)
      if (isFrom(state, data)) return withAssignedDown(state, changed)
      return { ...state, lines: changeLines(state.lines, changed, (amountDong) => ({ amountDong })) }
    }),
    on(projectApproved, (state, { data: { budget } }) => withBudget(state, budget, (committedDong) => ({ committedDong }))),
    on(capitalReleased, (state, { data: { released } }) => withBudget(state, released, (amountDong) => ({ committedDong: -amountDong }))),
    on(advancePaid, (state, { data: { budget } }) => withBudget(state, budget, (paidDong) => ({ paidDong }))),
    on(paymentMade, (state, { data: { budget } }) => withBudget(state, budget, (paidDong) => ({ paidDong }))),
    on(paymentReturned, (state, { data: { budget } }) => withBudget(state, budget, (amountDong) => ({ paidDong: -amountDong }))),
  ],
  invariant: (state) => refuseIfOverspent(state),
})
keepWhileInUse('allocation', capitalAssigned)

const isFrom = ({ assigned }: Allocation, { fromAllocationId }: { readonly fromAllocationId?: string | undefined }): boolean =>
  assigned !== undefined && fromAllocationId === assigned.allocationId

const withAssignedDown = (state: Allocation, lines: readonly FundingLine[]): Allocation => ({
  ...state, lines: changeLines(state.lines, lines, (assignedDownDong) => ({ assignedDownDong })),
})

const asFundingLine = ({ changeDong: amountDong, ...line }: ChangedLine): FundingLine => ({ ...line, amountDong })

/** The allocation after its own part of a budget over several was added to the parts that `into` names. */
const withBudget = (state: Allocation, budget: readonly BudgetPart[], into: Parameters<typeof changeLines>[2]): Allocation => {
  const own = budget.filter(({ allocationId }) => allocationId === state.assigned?.allocationId)
  return { ...state, lines: changeLines(state.lines, own.flatMap(({ fundingLines }) => fundingLines), into) }
}

const refuse = defineRefusals({
  'allocation-overspent': {
    rule: 'What was approved for projects and assigned down from an allocation stays within it, also after corrections.', source: 'design',
    vi: ({ line, overDong }: { line: string; overDong: number }) => `Dòng vốn ${line} sẽ thiếu ${formatDong(overDong)} so với số đã phê duyệt cho các dự án và giao cho cấp dưới.`,
    en: ({ line, overDong }: { line: string; overDong: number }) => `Funding line ${line} would be ${formatDong(overDong)} short of what was approved for projects and assigned down.`,
  },
})

const refuseIfOverspent = ({ lines }: Allocation): Refusal | undefined => {
  const over = lines.find(({ leftDong }) => leftDong < 0)
  return over && refuse('allocation-overspent', { line: fundingLineKey(over), overDong: -over.leftDong })
}
