import { fundingLineKey, type FundingLine } from '../core/money.js'

/** A line of an allocation: amountDong, as assigned and adjusted = leftDong + committedDong + assignedDownDong. */
export interface AllocationLine extends FundingLine {
  /** Below zero only where a correction would make it so, which is refused. */
  readonly leftDong: number
  /** Approved for projects and not given back by them. */
  readonly committedDong: number
  /** Passed down to units below. */
  readonly assignedDownDong: number
  /** Of what is committed: paid by the Treasury and not returned. */
  readonly paidDong: number
}

type Part = 'amountDong' | 'committedDong' | 'assignedDownDong' | 'paidDong'

/** The lines, in the order of their keys, after these were added to the parts that `into` names; what no line has yet gets one. */
export const changeLines = (
  lines: readonly AllocationLine[], changed: readonly FundingLine[], into: (amountDong: number) => Partial<Record<Part, number>>,
): readonly AllocationLine[] => changed.reduce((known, line) => changeLine(known, line, into(line.amountDong)), lines)

const changeLine = (lines: readonly AllocationLine[], line: FundingLine, change: Partial<Record<Part, number>>): readonly AllocationLine[] => {
  const key = fundingLineKey(line)
  const index = lines.findIndex((each) => fundingLineKey(each) === key)
  const known = lines[index] ?? { ...line, amountDong: 0, leftDong: 0, committedDong: 0, assignedDownDong: 0, paidDong: 0 }
  const sum = (part: Part): number => known[part] + (change[part] ?? 0)
  const [amountDong, committedDong, assignedDownDong] = [sum('amountDong'), sum('committedDong'), sum('assignedDownDong')]
  const next = { ...known, amountDong, committedDong, assignedDownDong, paidDong: sum('paidDong'), leftDong: amountDong - committedDong - assignedDownDong }
  return index < 0 ? [...lines, next].sort(byKey) : lines.with(index, next)
}

/** Whatever order lines were added in, they stand in one. */
const byKey = (one: FundingLine, other: FundingLine): number => (fundingLineKey(one) < fundingLineKey(other) ? -1 : 1)
