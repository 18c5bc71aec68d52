import type { Day } from '../core/day.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { holderOf, refuseIfMovedLater, type Animal } from '../support/animal.js'

const refuse = defineRefusals({
  'animal-named-twice': {
    rule: 'An animal stands once among those given back or put to another use.', source: 'design',
    vi: ({ animalTag }: { animalTag: string }) => `Số thẻ ${animalTag} bị ghi hai lần.`,
    en: ({ animalTag }: { animalTag: string }) => `Animal ${animalTag} is named twice.`,
  },
  'animal-held-by-another': {
    rule: 'A household gives back an animal that it holds, or one not known yet, such as a calf.', source: 'design',
    vi: ({ animalTag }: { animalTag: string; holder: string }) => `Vật nuôi số thẻ ${animalTag} không do hộ này nuôi giữ.`,
    en: ({ animalTag, holder }: { animalTag: string; holder: string }) => `Animal ${animalTag} is held by ${holder}.`,
  },
})

export const refuseIfNamedTwice = (animalTags: readonly string[]): Refusal | undefined => {
  const animalTag = animalTags.find((tag, index) => animalTags.indexOf(tag) < index)
  return animalTag === undefined ? undefined : refuse('animal-named-twice', { animalTag })
}

/** Why the household can't give these animals back, if so; `animals` stand in the order of the tags. */
export const refuseAnimals = (animalTags: readonly string[], animals: readonly Animal[], householdId: string, day: Day): Refusal | undefined => {
  const repeated = refuseIfNamedTwice(animalTags)
  if (repeated) return repeated
  for (const [index, animalTag] of animalTags.entries()) {
    const state = animals[index] ?? { holdings: [] }
    const holder = holderOf(state)?.value.holder
    if (holder !== undefined && holder !== `household:${householdId}`) return refuse('animal-held-by-another', { animalTag, holder })
    const later = refuseIfMovedLater(animalTag, state, day)
    if (later) return later
  }
  return undefined
}
