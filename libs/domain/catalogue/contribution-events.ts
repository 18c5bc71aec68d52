import { z } from 'zod'
import { defineEvent, sealed } from '../core/event-definition.js'
import { formatDong, formatHalfDays, type Bilingual } from '../core/language.js'
import { dong, fundingLine } from '../core/money.js'
import { goodsInWords } from '../support/goods.js'

/** What a household put in: money, goods at their value, or labour at the price of a day that the approval froze. */
const contribution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cash'), amountDong: dong }),
  z.strictObject({ kind: z.literal('goods'), item: z.string(), quantity: z.int().nonnegative(), unitName: z.string(), unitPriceDong: dong, amountDong: dong }),
  z.strictObject({ kind: z.literal('labour'), halfDays: z.int().nonnegative(), dayPriceDong: dong, amountDong: dong }),
])
export type Contribution = z.infer<typeof contribution>

/** What a household promises to put in, as its paper says: before the approval goods and labour may have no price yet. */
const pledge = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cash'), amountDong: dong }),
  z.strictObject({ kind: z.literal('goods'), item: z.string(), quantity: z.int().nonnegative(), unitName: z.string(), unitPriceDong: dong.optional(), amountDong: dong.optional() }),
  z.strictObject({ kind: z.literal('labour'), halfDays: z.int().nonnegative(), amountDong: dong.optional() }),
])
export type Pledge = z.infer<typeof pledge>

/** A promise moves no money, so that it stands under no funding line. */
export const contributionPledged = defineEvent({
  type: 'contribution-pledged',
  version: 1,
  sentence: { vi: 'Hộ cam kết góp vốn đối ứng vào dự án.', en: 'A household pledged a contribution of its own to a project.' },
  payload: z.strictObject({ pledgeId: z.uuid(), projectId: z.uuid(), householdId: z.uuid(), pledge }),
  tags: ({ projectId, householdId }) => [`project:${projectId}`, `household:${householdId}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ pledge: promised }) => {
    const { vi, en } = inWords(promised)
    return { vi: `Hộ cam kết đối ứng ${vi}`, en: `A household pledged ${en}` }
  },
})

export const contributionReceived = defineEvent({
  type: 'contribution-received',
  version: 1,
  sentence: { vi: 'Hộ tham gia góp vốn đối ứng vào dự án.', en: 'A household made its own contribution to a project.' },
  payload: z.strictObject({ contributionId: z.uuid(), projectId: z.uuid(), householdId: z.uuid(), contribution, fundingLines: z.array(fundingLine) }),
  tags: ({ contributionId, projectId, householdId }) => [`contribution:${contributionId}`, `project:${projectId}`, `household:${householdId}`],
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

/** No correction: the contribution was in the accounts until this day, and both entries stay in sight. */
export const contributionReversed = defineEvent({
  type: 'contribution-reversed',
  version: 1,
  sentence: { vi: 'Một khoản đối ứng của hộ được ghi giảm toàn bộ theo biên bản.', en: "A household's contribution was taken back whole, by minutes." },
  payload: z.strictObject({
    contributionId: z.uuid(), projectId: z.uuid(), householdId: z.uuid(),
    /** What is taken back: the contribution as it was received. */
    contribution, fundingLines: z.array(fundingLine),
    reason: sealed('household', z.string()),
  }),
  tags: ({ contributionId, projectId, householdId }) => [`contribution:${contributionId}`, `project:${projectId}`, `household:${householdId}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ contribution: reversed }) => {
    const { vi, en } = inWords(reversed)
    return { vi: `Ghi giảm đối ứng của hộ: ${vi}`, en: `Reversed a household's contribution of ${en}` }
  },
})

const inWords = (what: Contribution | Pledge): Bilingual => {
  switch (what.kind) {
    case 'cash': return { vi: `bằng tiền ${formatDong(what.amountDong)}`, en: `${formatDong(what.amountDong)} in cash` }
    case 'goods': return withWorth(goodsInWords([what]), what.amountDong)
    case 'labour': return withWorth({ vi: `${formatHalfDays(what.halfDays)} ngày công`, en: `${what.halfDays / 2} days of labour` }, what.amountDong)
  }
}

const withWorth = ({ vi, en }: Bilingual, amountDong: number | undefined): Bilingual =>
  amountDong === undefined ? { vi, en } : { vi: `${vi}, trị giá ${formatDong(amountDong)}`, en: `${en} worth ${formatDong(amountDong)}` }
