import type { Day } from '../core/day.js'
import { formatDay, formatDong } from '../core/language.js'
import { fundingLineKey, type FundingLine } from '../core/money.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { Allocation } from './allocation.js'

const refuse = defineRefusals({
  'allocation-unknown': {
    rule: 'Money comes from capital that was assigned.', source: 'design',
    vi: ({ allocationId }: { allocationId: string }) => `Chưa có lần giao vốn ${allocationId}.`,
    en: ({ allocationId }: { allocationId: string }) => `There is no allocation ${allocationId}.`,
  },
  'allocation-not-yet-assigned': {
    rule: 'Capital is assigned before it is approved for a project, assigned down or adjusted.', source: 'design',
    vi: ({ assignedOn, day }: { allocationId: string; assignedOn: Day; day: Day }) => `Vốn được giao ngày ${formatDay(assignedOn)}, sau ngày ${formatDay(day)}.`,
    en: ({ assignedOn, day }: { allocationId: string; assignedOn: Day; day: Day }) => `The capital was assigned on ${formatDay(assignedOn)}, after ${formatDay(day)}.`,
  },
  'funding-line-unknown': {
    rule: 'What is taken from an allocation names lines that it has.', source: 'design',
    vi: ({ line }: { allocationId: string; line: string }) => `Vốn được giao không có dòng vốn ${line}.`,
    en: ({ line }: { allocationId: string; line: string }) => `The allocation has no funding line ${line}.`,
  },
  'allocation-exceeded': {
    rule: 'Projects are approved, and capital is assigned down, only from what is left of an allocation, line by line.', source: 'design',
    vi: ({ line, leftDong, askedDong }: { allocationId: string; line: string; leftDong: number; askedDong: number }) => `Dòng vốn ${line} chỉ còn ${formatDong(leftDong)}, không đủ ${formatDong(askedDong)}.`,
    en: ({ line, leftDong, askedDong }: { allocationId: string; line: string; leftDong: number; askedDong: number }) => `Funding line ${line} has ${formatDong(leftDong)} left, not ${formatDong(askedDong)}.`,
  },
})

export type AssignedAllocation = Required<Allocation>

/** The allocation as it was assigned by a day; where it wasn't, the refusal. */
export const assignedOn = (allocationId: string, state: Allocation | undefined, day: Day): AssignedAllocation | Refusal => {
  if (state?.assigned === undefined) return refuse('allocation-unknown', { allocationId })
  const { assigned, lines } = state
  return assigned.assignedOn > day ? refuse('allocation-not-yet-assigned', { allocationId, assignedOn: assigned.assignedOn, day }) : { assigned, lines }
}

/** Why these lines can't be taken from what is left of an allocation, if so. */
export const refuseUnlessLeft = (allocationId: string, { lines }: Allocation, asked: readonly FundingLine[]): Refusal | undefined => {
  for (const line of asked) {
    const key = fundingLineKey(line)
    const known = lines.find((each) => fundingLineKey(each) === key)
    if (known === undefined) return refuseUnknownLine(allocationId, key)
    const { leftDong } = known
    if (line.amountDong > leftDong) return refuse('allocation-exceeded', { allocationId, line: key, leftDong, askedDong: line.amountDong })
  }
  return undefined
}

export const refuseUnknownLine = (allocationId: string, line: string): Refusal => refuse('funding-line-unknown', { allocationId, line })
