import { recoveryReceived } from '../catalogue/obligation-events.js'
import { supportPassedOn, surplusResolved } from '../catalogue/rotation-events.js'
import { animalHandedOver } from '../catalogue/support-events.js'
import { withDated, type Dated, type DatedList } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'

export interface Holding {
  /** The tag of who holds it: `household:…` or `pool:…`; `surplus:…` and its use where it left the rotation. */
  readonly holder: string
  /** Who had it before; of a purchased animal, nobody. */
  readonly takenFrom?: string
}

/** Who has held an animal since when. */
export interface Animal {
  readonly holdings: DatedList<Holding>
}

const moved = ({ holdings }: Animal, day: Day, holding: Holding): Animal => ({ holdings: withDated(holdings, day, holding) })

export const animal = defineState<Animal>({
  name: 'animal',
  tagKind: 'animal',
  initial: { holdings: [] },
  on: [
    on(animalHandedOver, (state, { occurredOn, data: { householdId } }) => moved(state, occurredOn, { holder: `household:${householdId}` })),
    on(recoveryReceived, (state, { occurredOn, data: { householdId, projectId } }) =>
      moved(state, occurredOn, { holder: `pool:${projectId}`, takenFrom: `household:${householdId}` })),
    on(supportPassedOn, (state, { occurredOn, data: { householdId, projectId } }) =>
      moved(state, occurredOn, { holder: `household:${householdId}`, takenFrom: `pool:${projectId}` })),
    on(surplusResolved, (state, { occurredOn, data: { projectId, use } }) => moved(state, occurredOn, { holder: `surplus:${use}`, takenFrom: `pool:${projectId}` })),
  ],
  invariant: (state) => refuseIfInTwoPlaces(state),
})

/** Who holds it after everything recorded, since when; undefined of an animal that is not known yet. */
export const holderOf = ({ holdings }: Animal): Dated<Holding> | undefined => holdings.at(-1)

const refuse = defineRefusals({
  'animal-moved-after-day': {
    rule: 'An animal changes hands in the order of its days.', source: 'design',
    vi: ({ animalTag, movedOn }: { animalTag: string; movedOn: Day; day: Day }) => `Vật nuôi số thẻ ${animalTag} đã đổi chủ ngày ${formatDay(movedOn)}, sau ngày được ghi.`,
    en: ({ animalTag, movedOn, day }: { animalTag: string; movedOn: Day; day: Day }) => `Animal ${animalTag} changed hands on ${formatDay(movedOn)}, after ${formatDay(day)}.`,
  },
  'animal-in-two-places': {
    rule: 'An animal is taken from the one who holds it, also after corrections.', source: 'design',
    vi: ({ day }: { day: Day }) => `Vật nuôi đã được chuyển tiếp ngày ${formatDay(day)}; hãy hủy lần chuyển sau trước.`,
    en: ({ day }: { day: Day }) => `The animal was moved again on ${formatDay(day)}; annul the later move first.`,
  },
})

/** Why an animal can't change hands on that day, if so. */
export const refuseIfMovedLater = (animalTag: string, state: Animal, day: Day): Refusal | undefined => {
  const last = holderOf(state)
  return last !== undefined && last.from > day ? refuse('animal-moved-after-day', { animalTag, movedOn: last.from, day }) : undefined
}

/** Only the first known holder may have it from nobody, or from one that held it before it was known. */
const refuseIfInTwoPlaces = ({ holdings }: Animal): Refusal | undefined => {
  const broken = holdings.find(({ value }, index) => index > 0 && value.takenFrom !== holdings[index - 1]?.value.holder)
  return broken && refuse('animal-in-two-places', { day: broken.from })
}
