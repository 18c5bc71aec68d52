import { z } from 'zod'
import { defineEvent } from '../core/event-definition.js'
import { formatDong } from '../core/language.js'
import { dong, fundingLine } from '../core/money.js'
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
