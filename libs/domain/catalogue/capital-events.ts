import { z } from 'zod'
import { defineEvent } from '../core/event-definition.js'
import { formatDong } from '../core/language.js'
import { fundingLine, sumDong } from '../core/money.js'
import { unitTag } from '../core/unit.js'
import { unitRef } from './fields.js'

export const capitalAssigned = defineEvent({
  type: 'capital-assigned',
  version: 1,
  sentence: { vi: 'Một đơn vị được giao vốn của chương trình cho một năm ngân sách.', en: 'A unit was assigned capital of a programme for a budget year.' },
  payload: z.strictObject({
    allocationId: z.uuid(), programmeId: z.uuid(), unit: unitRef, budgetYear: z.int(),
    /** The allocation of a unit above, which passes part of its capital down. */
    fromAllocationId: z.uuid().optional(),
    /** On which grounds the unit got this much, e.g. its number of poor households; public. */
    criteria: z.string().optional(),
    fundingLines: z.array(fundingLine),
  }),
  tags: ({ allocationId, fromAllocationId, programmeId, unit }) => [`allocation:${allocationId}`, fromTag(fromAllocationId), `programme:${programmeId}`, unitTag(unit)],
  subject: ({ allocationId }) => `allocation:${allocationId}`,
  describe: ({ fundingLines, budgetYear, unit }) => ({
    vi: `Giao ${formatDong(sumDong(fundingLines))} vốn năm ${budgetYear} cho đơn vị ${unit.code}`,
    en: `Assigned ${formatDong(sumDong(fundingLines))} of ${budgetYear} to unit ${unit.code}`,
  }),
})

/** A funding line and by how much it changes; below zero where money is taken away. */
const changedLine = fundingLine.omit({ amountDong: true }).extend({ changeDong: z.int() })
export type ChangedLine = z.infer<typeof changedLine>

export const capitalAdjusted = defineEvent({
  type: 'capital-adjusted',
  version: 1,
  sentence: { vi: 'Vốn đã giao được điều chỉnh.', en: 'Assigned capital was adjusted.' },
  payload: z.strictObject({
    allocationId: z.uuid(), programmeId: z.uuid(),
    /** The allocation that it came from, which gives what is added and gets back what is taken away. */
    fromAllocationId: z.uuid().optional(),
    changes: z.array(changedLine),
  }),
  tags: ({ allocationId, fromAllocationId, programmeId }) => [`allocation:${allocationId}`, fromTag(fromAllocationId), `programme:${programmeId}`],
  subject: ({ allocationId }) => `allocation:${allocationId}`,
  describe: ({ changes }) => {
    const added = formatDong(changes.reduce((sum, { changeDong }) => sum + Math.max(0, changeDong), 0))
    const taken = formatDong(changes.reduce((sum, { changeDong }) => sum + Math.max(0, -changeDong), 0))
    return { vi: `Điều chỉnh vốn: tăng ${added}, giảm ${taken}`, en: `Capital adjusted: ${added} more, ${taken} less` }
  },
})

export const capitalReleased = defineEvent({
  type: 'capital-released',
  version: 1,
  sentence: { vi: 'Vốn đã phê duyệt nhưng không chi hết của một dự án được trả lại nguồn vốn được giao.', en: 'What a project was approved and did not use went back to its allocations.' },
  payload: z.strictObject({ projectId: z.uuid(), released: z.array(z.strictObject({ allocationId: z.uuid(), fundingLines: z.array(fundingLine) })) }),
  tags: ({ projectId, released }) => [`project:${projectId}`, ...released.map(({ allocationId }) => `allocation:${allocationId}`)],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ released }) => {
    const amount = formatDong(sumDong(released.flatMap(({ fundingLines }) => fundingLines)))
    return { vi: `Trả lại nguồn vốn ${amount} chưa sử dụng của dự án`, en: `${amount} that the project did not use went back to its allocations` }
  },
})

const fromTag = (allocationId: string | undefined): string | undefined => allocationId && `allocation:${allocationId}`
