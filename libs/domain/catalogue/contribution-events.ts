import { z } from 'zod'
import { defineEvent } from '../core/event-definition.js'
import { formatDong, formatHalfDays } from '../core/language.js'
import { dong, fundingLine } from '../core/money.js'

/** What a household put in: money, goods at their value, or labour at the price of a day that the approval froze. */
const contribution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cash'), amountDong: dong }),
  z.strictObject({ kind: z.literal('goods'), item: z.string(), quantity: z.int().nonnegative(), unitName: z.string(), unitPriceDong: dong, amountDong: dong }),
  z.strictObject({ kind: z.literal('labour'), halfDays: z.int().nonnegative(), dayPriceDong: dong, amountDong: dong }),
])
export type Contribution = z.infer<typeof contribution>

export const contributionReceived = defineEvent({
  type: 'contribution-received',
  version: 1,
  sentence: { vi: 'Hộ tham gia góp vốn đối ứng vào dự án.', en: 'A household made its own contribution to a project.' },
  payload: z.strictObject({ contributionId: z.uuid(), projectId: z.uuid(), householdId: z.uuid(), contribution, fundingLines: z.array(fundingLine) }),
  tags: ({ projectId, householdId }) => [`project:${projectId}`, `household:${householdId}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ contribution: given }) => {
    const amount = formatDong(given.amountDong)
    switch (given.kind) {
      case 'cash': return { vi: `Hộ đối ứng bằng tiền ${amount}`, en: `A household contributed ${amount} in cash` }
      case 'goods': return { vi: `Hộ đối ứng bằng hiện vật trị giá ${amount}`, en: `A household contributed goods worth ${amount}` }
      case 'labour': return { vi: `Hộ đối ứng ${formatHalfDays(given.halfDays)} ngày công, trị giá ${amount}`, en: `A household contributed ${given.halfDays / 2} days of labour worth ${amount}` }
    }
  },
})
