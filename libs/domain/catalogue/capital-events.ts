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
    /** On which grounds the unit got this much, e.g. its number of poor households; public. */
    criteria: z.string().optional(),
    fundingLines: z.array(fundingLine),
  }),
  tags: ({ allocationId, programmeId, unit }) => [`allocation:${allocationId}`, `programme:${programmeId}`, unitTag(unit)],
  subject: ({ allocationId }) => `allocation:${allocationId}`,
  describe: ({ fundingLines, budgetYear, unit }) => ({
    vi: `Giao ${formatDong(sumDong(fundingLines))} vốn năm ${budgetYear} cho đơn vị ${unit.code}`,
    en: `Assigned ${formatDong(sumDong(fundingLines))} of ${budgetYear} to unit ${unit.code}`,
  }),
})
