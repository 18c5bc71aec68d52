import { z } from 'zod'
import { defineEvent, sealed } from '../core/event-definition.js'
import { formatDay, formatDong } from '../core/language.js'
import { dong, fundingLine } from '../core/money.js'
import { animalsInWords, species } from '../support/species.js'
import { day } from './fields.js'

const count = z.int().nonnegative()

/** What is owed, in its own unit: đồng stay đồng, animals stay animals of their species. */
const owed = z.discriminatedUnion('unit', [
  z.strictObject({ unit: z.literal('dong'), amountDong: dong }),
  z.strictObject({ unit: z.literal('animals'), species: z.enum(species), count }),
])
export type Owed = z.infer<typeof owed>

const recovered = z.discriminatedUnion('unit', [
  z.strictObject({ unit: z.literal('dong'), amountDong: dong }),
  z.strictObject({ unit: z.literal('animals'), species: z.enum(species), count, animalTags: z.array(z.string()), valueDong: dong }),
])
export type Recovered = z.infer<typeof recovered>

/** A part of what is owed and the day by which it is given back, in the unit of the whole. */
const instalment = z.union([z.strictObject({ dueOn: day, amountDong: dong }), z.strictObject({ dueOn: day, count })])
export type DatedInstalment = z.infer<typeof instalment>

export const obligationCreated = defineEvent({
  type: 'obligation-created',
  version: 1,
  sentence: { vi: 'Nghĩa vụ hoàn trả của hộ được xác lập.', en: 'What a household owes to the rotation was laid down.' },
  payload: z.strictObject({
    obligationId: z.uuid(), projectId: z.uuid(), householdId: z.uuid(), owed, dueOn: day, instalments: z.array(instalment).optional(), fundingLines: z.array(fundingLine).optional(),
  }),
  tags: ({ obligationId, projectId, householdId }) => [`obligation:${obligationId}`, `project:${projectId}`, `household:${householdId}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ owed: what, dueOn, instalments = [] }) => {
    const { vi, en } = inWords(what)
    const parts = instalments.length > 1 ? { vi: `, chia ${instalments.length} kỳ`, en: ` in ${instalments.length} instalments` } : { vi: '', en: '' }
    return { vi: `Hộ phải hoàn trả ${vi}${parts.vi}, hạn ${formatDay(dueOn)}`, en: `A household owes ${en}${parts.en}, due on ${formatDay(dueOn)}` }
  },
})

/** What is still outstanding gets other days; how much is owed never changes. */
export const obligationRescheduled = defineEvent({
  type: 'obligation-rescheduled',
  version: 1,
  sentence: { vi: 'Lịch hoàn trả phần còn lại của hộ được điều chỉnh.', en: 'What a household still owed was given other due days.' },
  payload: z.strictObject({
    reschedulingId: z.uuid(), obligationId: z.uuid(), projectId: z.uuid(), householdId: z.uuid(), outstanding: owed, instalments: z.array(instalment), reason: sealed('household', z.string()),
    fundingLines: z.array(fundingLine).optional(),
  }),
  tags: ({ obligationId, projectId, householdId }) => [`obligation:${obligationId}`, `project:${projectId}`, `household:${householdId}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ outstanding, instalments }) => {
    const { vi, en } = inWords(outstanding)
    const last = formatDay(instalments.at(-1)?.dueOn ?? '')
    const count = instalments.length
    return { vi: `Điều chỉnh lịch hoàn trả ${vi} còn lại: ${count} kỳ, hạn cuối ${last}`, en: `The ${en} still owed were rescheduled: ${count} instalment${count === 1 ? '' : 's'}, the last due on ${last}` }
  },
})

export const recoveryReceived = defineEvent({
  type: 'recovery-received',
  version: 1,
  sentence: { vi: 'Hộ hoàn trả vào quỹ quay vòng của dự án.', en: "A household gave back to the project's rotation pool." },
  payload: z.strictObject({ recoveryId: z.uuid(), obligationId: z.uuid(), projectId: z.uuid(), householdId: z.uuid(), recovered, fundingLines: z.array(fundingLine) }),
  tags: ({ obligationId, projectId, householdId, recovered: what }) => [
    `obligation:${obligationId}`, `project:${projectId}`, `household:${householdId}`, `pool:${projectId}`,
    ...(what.unit === 'animals' ? what.animalTags.map((tag) => `animal:${tag}`) : []),
  ],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ recovered: what }) => {
    const { vi, en } = inWords(what)
    return { vi: `Hộ hoàn trả ${vi}`, en: `A household gave back ${en}` }
  },
})

const inWords = (what: Owed) => {
  if (what.unit === 'animals') return animalsInWords(what.species, what.count)
  return { vi: formatDong(what.amountDong), en: formatDong(what.amountDong) }
}
