import { z } from 'zod'
import { defineEvent } from '../core/event-definition.js'
import { formatDong } from '../core/language.js'
import { dong, fundingLine } from '../core/money.js'
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
