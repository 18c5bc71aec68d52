import { capitalAdjusted, type ChangedLine } from '../catalogue/capital-events.js'
import { decision } from '../core/decision.js'
import { Id, Parts } from '../core/fields.js'
import { formatDong } from '../core/language.js'
import { fundingLineKey } from '../core/money.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { allocation, type Allocation } from './allocation.js'
import { refuseBadLine } from './bad-line.js'
import { assignedOn, refuseUnknownLine, refuseUnlessLeft } from './draw-on-allocation.js'
import { ChangedLineFields } from './funding-line-fields.js'

/** Adjusts assigned capital, line by line; of capital that came from a unit above, out of or back into that unit's allocation. */
export class AdjustCapital extends PaperCommand {
  @Id('Vốn được giao', 'Allocation') allocationId!: string
  @Parts('Các dòng vốn điều chỉnh', 'Changed lines', ChangedLineFields, { max: 100 }) changes!: ChangedLineFields[]
}

interface Cut {
  readonly allocationId: string
  readonly line: string
  readonly amountDong: number
  readonly committedDong: number
  readonly assignedDownDong: number
  readonly cutDong: number
}

const refuse = defineRefusals({
  'capital-cut-below-use': {
    rule: 'Capital is not cut below what was approved for projects and assigned down.', source: 'design',
    vi: ({ line, amountDong, committedDong, assignedDownDong, cutDong }: Cut) => `Dòng vốn ${line} có ${formatDong(amountDong)}, đã phê duyệt cho dự án ${formatDong(committedDong)} và giao cho cấp dưới ${formatDong(assignedDownDong)}; không thể giảm ${formatDong(cutDong)}.`,
    en: ({ line, amountDong, committedDong, assignedDownDong, cutDong }: Cut) => `Funding line ${line} has ${formatDong(amountDong)}, of which ${formatDong(committedDong)} are approved for projects and ${formatDong(assignedDownDong)} assigned down; it can't be cut by ${formatDong(cutDong)}.`,
  },
})

const kind = capitalAdjusted.type

export const adjustCapital = decision(AdjustCapital, {
  title: { vi: 'Điều chỉnh vốn đã giao', en: 'Adjust capital' },
  records: capitalAdjusted,
  reads: ({ allocationId, paper }) => ({
    allocation: allocation(allocationId),
    paperRecord: paperRecord(paperId(kind, `allocation:${allocationId}`, paper)),
  }),
  thenReads: ({ allocation: { assigned } }) => ({ above: assigned?.fromAllocationId === undefined ? [] : [allocation(assigned.fromAllocationId)] }),
  decide(states, { allocationId, occurredOn, paper, ...command }) {
    const adjusted = assignedOn(allocationId, states.allocation, occurredOn)
    if (adjusted instanceof Refusal) return adjusted
    const { programmeId, fromAllocationId, unit } = adjusted.assigned
    const changes = command.changes.map((change) => ({ ...change, programme: adjusted.lines[0]?.programme ?? '' }))
    const refusal =
      refuseIfRecorded(paper, states.paperRecord) ??
      refuseBadLine(changes) ??
      refuseCut(allocationId, adjusted, changes) ??
      refuseUnlessLeftAbove(fromAllocationId, states.above[0], changes)
    if (refusal) return refusal
    return [capitalAdjusted({ allocationId, programmeId, fromAllocationId, changes }, { occurredOn, paper, unit }, [paperTag(kind, `allocation:${allocationId}`, paper)])]
  },
})

const refuseCut = (allocationId: string, { lines }: Allocation, changes: readonly ChangedLine[]): Refusal | undefined => {
  for (const change of changes) {
    if (change.changeDong > 0) continue
    const line = fundingLineKey(change)
    const known = lines.find((each) => fundingLineKey(each) === line)
    if (known === undefined) return refuseUnknownLine(allocationId, line)
    const { amountDong, leftDong, committedDong, assignedDownDong } = known
    const cutDong = -change.changeDong
    if (cutDong > leftDong) return refuse('capital-cut-below-use', { allocationId, line, amountDong, committedDong, assignedDownDong, cutDong })
  }
  return undefined
}

/** What is added to capital that came from above is taken from what is left there. */
const refuseUnlessLeftAbove = (fromAllocationId: string | undefined, above: Allocation | undefined, changes: readonly ChangedLine[]): Refusal | undefined => {
  if (fromAllocationId === undefined || above === undefined) return undefined
  const added = changes.filter(({ changeDong }) => changeDong > 0)
  return refuseUnlessLeft(fromAllocationId, above, added.map(({ changeDong: amountDong, ...line }) => ({ ...line, amountDong })))
}
