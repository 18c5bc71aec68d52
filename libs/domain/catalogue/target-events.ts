import { z } from 'zod'
import { defineEvent } from '../core/event-definition.js'
import { formatNumber } from '../core/language.js'
import { unitTag } from '../core/unit.js'
import { povertyClasses } from '../programme/rules.js'
import { unitRef } from './fields.js'

export const povertyTargetSet = defineEvent({
  type: 'poverty-target-set',
  version: 1,
  sentence: { vi: 'Một đơn vị được giao chỉ tiêu giảm nghèo của một năm.', en: "A unit was given a year's targets of poverty reduction." },
  payload: z.strictObject({
    unit: unitRef, year: z.int(),
    /** How many households are to be brought out of each class within the year. */
    targets: z.array(z.strictObject({ povertyClass: z.enum(povertyClasses), households: z.int().nonnegative() })),
  }),
  tags: ({ unit }) => [unitTag(unit)],
  subject: ({ unit: { codeSet, code }, year }) => `target:${codeSet}/${code}/${year}`,
  describe: ({ unit, year, targets }) => {
    const households = formatNumber(targets.reduce((sum, each) => sum + each.households, 0))
    return {
      vi: `Giao chỉ tiêu giảm nghèo năm ${year} cho đơn vị ${unit.code}: giảm ${households} hộ nghèo, cận nghèo`,
      en: `Target of ${year} for unit ${unit.code}: ${households} households to be brought out of poverty`,
    }
  },
})
