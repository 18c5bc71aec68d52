import { roundUp, type Approved, type World } from './approval.js'
import { Chance } from './chance.js'
import { addDays, addMonths, lastDay } from './days.js'
import type { Recovered } from './recoveries.js'
import type { Served } from './rotation.js'

/** Recipients owe in turn, for a further round: an animal for an animal, of money the share that the group agreed. */
export const oweAgain = (approved: Approved, served: readonly Served[], { book }: World): Recovered[] => {
  const { plan: { trade: { animals }, index }, row, group, recoveryPercent } = approved
  const chance = new Chance(`second round ${index} ${served[0]?.day ?? ''}`)
  return served.flatMap(({ household, gift, day }): Recovered[] => {
    const owedOn = addDays(day, 12)
    if (owedOn > lastDay) return []
    const dueOn = addMonths(owedOn, chance.between(11, 14))
    const gone = chance.next()
    const paper = (number: string, date: string) => ({ number, date, issuer: group })
    const owe = (owed: object) => book.enter('create-obligation', { projectId: row, householdId: household.row, ...owed, dueOn, occurredOn: owedOn, paper: paper('11/BBTT', owedOn) }, 'second-round')
    const backOn = addDays(dueOn, gone < 0.7 ? -chance.between(0, 25) : chance.between(20, 90))
    const isBack = gone < 0.85 && backOn <= lastDay
    const giveBack = (obligationId: number, what: object) => book.enter('record-recovery', { obligationId, ...what, occurredOn: backOn, paper: paper(`TH2-${obligationId}`, backOn) }, 'second-round')
    if ('animal' in gift) {
      const species = animals?.species
      const obligationId = owe({ animals: { species, count: 1 } })
      const given = { animalTag: `${animals?.tag ?? ''}-V2-${obligationId}`, valueDong: gift.animal.valueDong }
      if (!isBack) return []
      giveBack(obligationId, { animals: { species, tags: [{ animalTag: given.animalTag }], valueDong: given.valueDong } })
      return [{ day: backOn, ...given }]
    }
    const amountDong = roundUp((gift.amountDong * recoveryPercent) / 100, 100_000)
    const obligationId = owe({ amountDong })
    if (!isBack) return []
    giveBack(obligationId, { amountDong })
    return [{ day: backOn, amountDong }]
  })
}
