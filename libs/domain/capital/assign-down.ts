import type { UnitRef } from '#event-log'
import type { Day } from '../core/day.js'
import type { FundingLine } from '../core/money.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { unitTag } from '../core/unit.js'
import type { Allocation } from './allocation.js'
import { assignedOn, refuseUnlessLeft } from './draw-on-allocation.js'

export interface PassingDown {
  readonly fromAllocationId: string
  readonly above: Allocation | undefined
  readonly programmeId: string
  readonly unit: UnitRef
  /** The units above the one that gets the capital. */
  readonly unitsAbove: readonly UnitRef[]
  readonly fundingLines: readonly FundingLine[]
  readonly day: Day
}

const refuse = defineRefusals({
  'allocation-of-other-programme': {
    rule: 'Capital that is assigned down stays within its programme.', source: 'design',
    vi: ({ fromAllocationId }: { fromAllocationId: string; programmeId: string }) => `Vốn cấp trên ${fromAllocationId} thuộc chương trình khác.`,
    en: ({ fromAllocationId }: { fromAllocationId: string; programmeId: string }) => `Allocation ${fromAllocationId} is capital of another programme.`,
  },
  'allocation-not-from-above': {
    rule: 'Capital goes down: from the allocation of a unit to units below it.', source: 'design',
    vi: ({ fromCode, unit }: { fromAllocationId: string; fromCode: string; unit: UnitRef }) => `Đơn vị ${fromCode} không phải cấp trên của đơn vị ${unit.code}, không thể phân bổ vốn xuống.`,
    en: ({ fromCode, unit }: { fromAllocationId: string; fromCode: string; unit: UnitRef }) => `Unit ${fromCode} does not stand above unit ${unit.code}, so its capital can't be assigned down to it.`,
  },
})

/** Why this capital can't come from that allocation, if so. */
export const refuseUnlessPassedDown = ({ fromAllocationId, above, programmeId, unit, unitsAbove, fundingLines, day }: PassingDown): Refusal | undefined => {
  const parent = assignedOn(fromAllocationId, above, day)
  if (parent instanceof Refusal) return parent
  const { unit: from, programmeId: ofProgrammeId } = parent.assigned
  if (ofProgrammeId !== programmeId) return refuse('allocation-of-other-programme', { fromAllocationId, programmeId: ofProgrammeId })
  if (!unitsAbove.some((each) => unitTag(each) === unitTag(from))) return refuse('allocation-not-from-above', { fromAllocationId, fromCode: from.code, unit })
  return refuseUnlessLeft(fromAllocationId, parent, fundingLines)
}
