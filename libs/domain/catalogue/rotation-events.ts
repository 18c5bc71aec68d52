import { z } from 'zod'
import { defineEvent, sealed } from '../core/event-definition.js'
import { formatDong } from '../core/language.js'
import { dong, fundingLine } from '../core/money.js'
import { rankingReasons } from '../rotation/ranking-reason.js'
import { surplusUseInWords, surplusUses } from '../rotation/surplus-use.js'
import { animalsInWords, species } from '../support/species.js'

const passedOn = z.discriminatedUnion('unit', [
  z.strictObject({ unit: z.literal('dong'), amountDong: dong }),
  z.strictObject({ unit: z.literal('animals'), species: z.enum(species), animalTag: z.string(), valueDong: dong }),
])
export type PassedOn = z.infer<typeof passedOn>

export const supportPassedOn = defineEvent({
  type: 'support-passed-on',
  version: 1,
  sentence: { vi: 'Hỗ trợ thu hồi được luân chuyển cho hộ tiếp theo.', en: 'What was given back was passed on to the next household.' },
  payload: z.strictObject({ passingOnId: z.uuid(), projectId: z.uuid(), householdId: z.uuid(), passedOn, fundingLines: z.array(fundingLine) }),
  tags: ({ projectId, householdId, passedOn: what }) => [
    `project:${projectId}`, `household:${householdId}`, `pool:${projectId}`, ...(what.unit === 'animals' ? [`animal:${what.animalTag}`] : []),
  ],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ passedOn: what }) => {
    if (what.unit === 'dong') return { vi: `Luân chuyển ${formatDong(what.amountDong)} cho hộ tiếp theo`, en: `Passed ${formatDong(what.amountDong)} on to the next household` }
    const animal = animalsInWords(what.species, 1)
    return { vi: `Luân chuyển ${animal.vi}, số thẻ ${what.animalTag}, cho hộ tiếp theo`, en: `Passed ${animal.en}, tag ${what.animalTag}, on to the next household` }
  },
})

export const poolOpened = defineEvent({
  type: 'pool-opened',
  version: 1,
  sentence: { vi: 'Quỹ quay vòng của dự án được lập.', en: "A project's rotation pool was opened." },
  payload: z.strictObject({ projectId: z.uuid(), custodianHouseholdId: z.uuid().optional() }),
  tags: ({ projectId, custodianHouseholdId }) => [`project:${projectId}`, `pool:${projectId}`, custodianHouseholdId && `household:${custodianHouseholdId}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ custodianHouseholdId }) =>
    custodianHouseholdId === undefined
      ? { vi: 'Lập quỹ quay vòng của dự án', en: 'Rotation pool opened' }
      : { vi: 'Lập quỹ quay vòng của dự án, giao một hộ giữ quỹ', en: 'Rotation pool opened, a household keeps it' },
})

/** The order in which households are to be next; it holds from its day on, until a later one. */
export const candidatesRanked = defineEvent({
  type: 'candidates-ranked',
  version: 1,
  sentence: { vi: 'Các hộ được xếp thứ tự nhận luân chuyển.', en: 'Households were ranked for what is passed on next.' },
  payload: z.strictObject({
    rankingId: z.uuid(), projectId: z.uuid(),
    // A household's own history keeps its row alone.
    ranked: z.int().positive(),
    candidates: z.array(z.strictObject({ householdId: z.uuid(), rank: z.int().positive(), reasons: z.array(z.enum(rankingReasons)) })),
  }),
  tags: ({ projectId, candidates }) => [`project:${projectId}`, `pool:${projectId}`, ...candidates.map(({ householdId }) => `household:${householdId}`)],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ ranked }) => ({
    vi: `Xếp thứ tự ${ranked} hộ chờ nhận luân chuyển`,
    en: `Ranked ${ranked} household${ranked === 1 ? '' : 's'} for what is passed on`,
  }),
})

export const recipientSelected = defineEvent({
  type: 'recipient-selected',
  version: 1,
  sentence: { vi: 'Hộ tiếp theo nhận luân chuyển được bình chọn.', en: 'The next household to be passed on to was selected.' },
  payload: z.strictObject({ selectionId: z.uuid(), projectId: z.uuid(), householdId: z.uuid(), rank: z.int().positive(), outOfOrderReason: sealed('household', z.string()).optional() }),
  tags: ({ projectId, householdId }) => [`project:${projectId}`, `pool:${projectId}`, `household:${householdId}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ rank, outOfOrderReason }) => ({
    vi: `Bình chọn hộ xếp thứ ${rank} nhận luân chuyển${outOfOrderReason === undefined ? '' : ', không theo thứ tự'}`,
    en: `Selected the household ranked ${rank} to be passed on to${outOfOrderReason === undefined ? '' : ', out of order'}`,
  }),
})

const surplus = z.discriminatedUnion('unit', [
  z.strictObject({ unit: z.literal('dong'), amountDong: dong }),
  z.strictObject({ unit: z.literal('animals'), animals: z.array(z.strictObject({ species: z.enum(species), animalTag: z.string() })), valueDong: dong }),
])
export type Surplus = z.infer<typeof surplus>

export const surplusResolved = defineEvent({
  type: 'surplus-resolved',
  version: 1,
  sentence: { vi: 'Phần còn dư của quỹ quay vòng được xử lý.', en: 'What was left over in a rotation pool was put to another use.' },
  payload: z.strictObject({ surplusId: z.uuid(), projectId: z.uuid(), surplus, use: z.enum(surplusUses), reason: sealed('subject', z.string()), fundingLines: z.array(fundingLine) }),
  tags: ({ projectId, surplus: what }) => [`project:${projectId}`, `pool:${projectId}`, ...(what.unit === 'animals' ? what.animals.map(({ animalTag }) => `animal:${animalTag}`) : [])],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ surplus: what, use }) => {
    const { vi, en } = surplusUseInWords(use)
    if (what.unit === 'dong') return { vi: `${vi} ${formatDong(what.amountDong)} còn dư của quỹ quay vòng`, en: `${formatDong(what.amountDong)} left over in the rotation pool ${en}` }
    const count = what.animals.length
    return { vi: `${vi} ${count} con vật còn dư của quỹ quay vòng, trị giá ${formatDong(what.valueDong)}`, en: `${count} animal${count === 1 ? '' : 's'} left over in the rotation pool, worth ${formatDong(what.valueDong)}, ${en}` }
  },
})

export const poolClosed = defineEvent({
  type: 'pool-closed',
  version: 1,
  sentence: { vi: 'Quỹ quay vòng của dự án được đóng.', en: "A project's rotation pool was closed." },
  payload: z.strictObject({ projectId: z.uuid() }),
  tags: ({ projectId }) => [`project:${projectId}`, `pool:${projectId}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: () => ({ vi: 'Đóng quỹ quay vòng của dự án', en: 'Rotation pool closed' }),
})
