import { z } from 'zod'
import { defineEvent, sealed } from '../core/event-definition.js'
import { formatDong } from '../core/language.js'
import { dong, fundingLine } from '../core/money.js'
import { goodsInWords } from '../support/goods.js'
import { handoverForms } from '../support/handover-form.js'
import { animalsInWords, species } from '../support/species.js'

export const moneyHandedOver = defineEvent({
  type: 'money-handed-over',
  version: 1,
  sentence: { vi: 'Tiền hỗ trợ được trao cho hộ.', en: 'Money was handed over to a household.' },
  payload: z.strictObject({ handoverId: z.uuid(), projectId: z.uuid(), householdId: z.uuid(), amountDong: dong, fundingLines: z.array(fundingLine) }),
  tags: ({ projectId, householdId }) => [`project:${projectId}`, `household:${householdId}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ amountDong }) => ({ vi: `Trao ${formatDong(amountDong)} hỗ trợ cho hộ`, en: `Handed ${formatDong(amountDong)} over to a household` }),
})

export const animalHandedOver = defineEvent({
  type: 'animal-handed-over',
  version: 1,
  sentence: { vi: 'Con giống được bàn giao cho hộ.', en: 'An animal was handed over to a household.' },
  payload: z.strictObject({
    handoverId: z.uuid(), projectId: z.uuid(), householdId: z.uuid(), species: z.enum(species), animalTag: z.string(),
    weightGrams: z.int().nonnegative(), valueDong: dong, fundingLines: z.array(fundingLine),
  }),
  tags: ({ projectId, householdId, animalTag }) => [`project:${projectId}`, `household:${householdId}`, `animal:${animalTag}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ species: kind, animalTag, valueDong }) => {
    const animal = animalsInWords(kind, 1)
    return {
      vi: `Bàn giao ${animal.vi}, số thẻ ${animalTag}, trị giá ${formatDong(valueDong)} cho hộ`,
      en: `Handed over ${animal.en}, tag ${animalTag}, worth ${formatDong(valueDong)}, to a household`,
    }
  },
})

export const goodsHandedOver = defineEvent({
  type: 'goods-handed-over',
  version: 1,
  sentence: { vi: 'Hiện vật hỗ trợ được bàn giao cho hộ.', en: 'Goods were handed over to a household.' },
  payload: z.strictObject({
    handoverId: z.uuid(), projectId: z.uuid(), householdId: z.uuid(),
    items: z.array(z.strictObject({ item: z.string(), quantity: z.int().nonnegative(), unitName: z.string(), unitPriceDong: dong })),
    valueDong: dong, fundingLines: z.array(fundingLine),
  }),
  tags: ({ projectId, householdId }) => [`project:${projectId}`, `household:${householdId}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ items, valueDong }) => {
    const { vi, en } = goodsInWords(items)
    return { vi: `Bàn giao ${vi}, trị giá ${formatDong(valueDong)} cho hộ`, en: `Handed over ${en}, worth ${formatDong(valueDong)}, to a household` }
  },
})

/** Nothing was delivered: whose the thing is and what the household may still get stay as they were. */
export const handoverRefused = defineEvent({
  type: 'handover-refused',
  version: 1,
  sentence: { vi: 'Hộ từ chối nhận hỗ trợ được bàn giao.', en: 'A household refused to take what was to be handed over.' },
  payload: z.strictObject({
    refusalId: z.uuid(), projectId: z.uuid(), householdId: z.uuid(), what: z.enum(handoverForms), animalTag: z.string().optional(),
    reason: sealed('household', z.string()),
  }),
  tags: ({ projectId, householdId, animalTag }) => [`project:${projectId}`, `household:${householdId}`, animalTag === undefined ? undefined : `animal:${animalTag}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ what, animalTag }) => {
    if (what === 'money') return { vi: 'Hộ từ chối nhận tiền hỗ trợ', en: 'A household refused the money' }
    if (what === 'goods') return { vi: 'Hộ từ chối nhận hiện vật hỗ trợ', en: 'A household refused the goods' }
    return animalTag === undefined
      ? { vi: 'Hộ từ chối nhận con giống', en: 'A household refused an animal' }
      : { vi: `Hộ từ chối nhận con giống số thẻ ${animalTag}`, en: `A household refused animal ${animalTag}` }
  },
})
