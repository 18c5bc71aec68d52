import type { Approved, Supported, World } from './approval.js'
import { officeOn, paperOf } from './areas.js'
import { Chance } from './chance.js'
import { earlier } from './contributions.js'
import { addDays, lastDay } from './days.js'

export interface HandedOver extends Approved {
  /** When each household had got what was approved for it. */
  readonly handedOverOn: string
}

/** Animals with their tags on one day, or money in two parts. */
export const handOver = (approved: Approved, world: World): HandedOver => {
  const chance = new Chance(`handovers ${approved.plan.index}`)
  const firstOn = earlier(addDays(approved.approvedOn, chance.between(35, 80)), '2026-03-31')
  const secondOn = earlier(addDays(firstOn, chance.between(60, 95)), '2026-05-15')
  const hasAnimals = approved.plan.trade.animals !== undefined
  for (const each of approved.supported) {
    if (hasAnimals) handOverAnimals(approved, each, firstOn, { world, chance })
    else handOverMoney(approved, each, [firstOn, secondOn], world)
  }
  return { ...approved, handedOverOn: hasAnimals ? firstOn : secondOn }
}

const handOverMoney = ({ row, group }: Approved, { household, supportDong, isLate }: Supported, days: readonly string[], { book }: World): void => {
  const firstDong = Math.floor((supportDong * 6) / 10 / 100_000) * 100_000
  for (const [index, amountDong] of [firstDong, supportDong - firstDong].entries()) {
    const day = days[index] ?? lastDay
    book.enter('hand-over-money', { projectId: row, householdId: household.row, amountDong, occurredOn: day, paper: { number: `0${index + 1}/BBBG`, date: day, issuer: group } }, isLate ? 'late' : 'in-time')
  }
}

const handOverAnimals = ({ plan, row, group }: Approved, { household, supportDong, isLate }: Supported, day: string, { world: { book }, chance }: { world: World; chance: Chance }): void => {
  const { animals } = plan.trade
  if (animals === undefined) return
  const count = animals[plan.programme]
  for (let each = 1; each <= count; each += 1) {
    const animal = {
      projectId: row, householdId: household.row, species: animals.species, animalTag: `${animals.tag}-${row}-${household.row}-${each}`,
      weightGrams: animals.weightGrams + chance.between(0, 20) * 500, valueDong: Math.floor(supportDong / count),
    }
    const number = book.enter('hand-over-animal', { ...animal, occurredOn: day, paper: { number: '01/BBBG', date: day, issuer: group } }, isLate ? 'late' : 'in-time')
    if (chance.happens(0.008)) {
      book.correct('hand-over-animal', {
        eventId: number, finding: 'Khối lượng ghi nhầm so với phiếu cân', paper: paperOf(officeOn(plan.commune, '2026-04-02'), '21/BB-KT', '2026-04-02', 'Biên bản kiểm tra con giống'), replacement: { ...animal, weightGrams: animal.weightGrams + 10_000 },
      })
    }
  }
}
