import { roundUp, type Supported, type World } from './approval.js'
import { officeOn, paperOf } from './areas.js'
import { Chance } from './chance.js'
import { addDays, addMonths, lastDay } from './days.js'
import type { HandedOver } from './handovers.js'

/** What came into the project's pool in time to be passed on, as it was typed. */
export type Recovered =
  | { readonly day: string; readonly amountDong: number }
  | { readonly day: string; readonly animalTag: string; readonly valueDong: number }

/** How households give back: most when it is due, some in parts or late, some nothing. */
type Habit = 'at once' | 'in parts' | 'late' | 'partly' | 'never'

interface Obligation {
  readonly row: number
  readonly dueOn: string
  readonly owedOn: string
  readonly supported: Supported
  readonly habit: Habit
}

export const oweAndRecover = (handedOver: HandedOver, world: World): Recovered[] => {
  const chance = new Chance(`recoveries ${handedOver.plan.index}`)
  const owedOn = addDays(handedOver.handedOverOn, chance.between(10, 30))
  const receipts = { last: 0 }
  const divided = new Chance(`instalments ${handedOver.plan.index}`)
  return handedOver.supported.flatMap((supported) => {
    // From the larger animals a calf or kid is owed, as households choose; else money.
    const inKind = handedOver.plan.trade.animals !== undefined && chance.happens(0.5)
    const dueOn = addMonths(owedOn, handedOver.plan.isClosed ? chance.between(12, 18) : chance.between(16, 30))
    const habit = habitOf(handedOver, chance)
    const totalDong = owedDong(handedOver, supported)
    const owed = inKind ? { animals: { species: handedOver.plan.trade.animals?.species, count: 1 } } : { amountDong: totalDong, ...(divided.happens(0.2) ? { instalments: halves(totalDong, [addMonths(owedOn, 8), dueOn]) } : {}) }
    const row = world.book.enter('create-obligation', {
      projectId: handedOver.row, householdId: supported.household.row, ...owed, dueOn, occurredOn: owedOn, paper: { number: '02/BBTT', date: owedOn, issuer: handedOver.group },
    }, supported.isLate ? 'late' : 'in-time')
    const obligation = { row, dueOn, owedOn, supported, habit }
    if (habit === 'never' && !supported.isLate && divided.happens(0.35)) reschedule(handedOver, obligation, { owed: inKind ? undefined : totalDong, world })
    return inKind ? recoverAnimal(handedOver, obligation, { world, chance, receipts }) : recoverMoney(handedOver, obligation, { world, chance, receipts })
  })
}

const halves = (amountDong: number, [first = '', last = '']: readonly string[]): object[] => {
  const firstDong = roundUp(amountDong / 2, 50_000)
  return [{ dueOn: first, amountDong: firstDong }, { dueOn: last, amountDong: amountDong - firstDong }]
}

const troubles = ['Bò, trâu mẹ sảy thai, gia đình xin lùi hạn hoàn trả', 'Gia đình có người ốm đau kéo dài, xin lùi hạn', 'Mất mùa do mưa lũ, xin lùi hạn hoàn trả']

/** Who gave nothing back asks for more time shortly before it is due. */
const reschedule = ({ group }: HandedOver, { row, dueOn }: Obligation, { owed, world: { book } }: { readonly owed: number | undefined; readonly world: World }): void => {
  const day = addDays(dueOn, -20)
  if (day > lastDay) return
  const days = [addMonths(dueOn, 5), addMonths(dueOn, 10)]
  book.enter('reschedule-obligation', {
    obligationId: row, instalments: owed === undefined ? [{ dueOn: days[1], count: 1 }] : halves(owed, days), reason: troubles[row % troubles.length], occurredOn: day,
    paper: { number: `ĐC-${row}`, date: day, issuer: group, title: 'Biên bản họp nhóm điều chỉnh lịch hoàn trả' },
  })
}

const owedDong = ({ recoveryPercent }: HandedOver, { supportDong }: Supported): number => roundUp((supportDong * recoveryPercent) / 100, 100_000)

interface Recovering {
  readonly world: World
  readonly chance: Chance
  readonly receipts: { last: number }
}

const habitOf = ({ plan: { isClosed } }: HandedOver, chance: Chance): Habit => {
  const drawn = chance.next()
  if (isClosed) return drawn < 0.7 ? 'at once' : 'in parts'
  return drawn < 0.42 ? 'at once' : drawn < 0.68 ? 'in parts' : drawn < 0.8 ? 'late' : drawn < 0.88 ? 'partly' : 'never'
}

/** The days on which a household of this habit gives back, and the percent of what it owes. */
const daysToGiveBack = ({ habit, owedOn, dueOn }: Obligation, chance: Chance): (readonly [string, number])[] => {
  const early = addMonths(owedOn, chance.between(8, 12))
  switch (habit) {
    case 'at once': return [[addDays(dueOn, -chance.between(0, 60)), 100]]
    case 'in parts': return [[early, 40], [addDays(early, chance.between(60, 120)), 30], [addDays(dueOn, -chance.between(0, 20)), 30]]
    case 'late': return [[addDays(dueOn, chance.between(30, 200)), 100]]
    case 'partly': return [[early, 50]]
    case 'never': return []
  }
}

const recoverMoney = (handedOver: HandedOver, obligation: Obligation, { world: { book }, chance, receipts }: Recovering): Recovered[] => {
  const totalDong = owedDong(handedOver, obligation.supported)
  let leftDong = totalDong
  return daysToGiveBack(obligation, chance).flatMap(([day, percent], index, all) => {
    const last = index === all.length - 1 && all.reduce((sum, [, each]) => sum + each, 0) === 100
    const amountDong = last ? leftDong : Math.floor((totalDong * percent) / 100 / 10_000) * 10_000
    leftDong -= amountDong
    if (day > lastDay) return []
    receipts.last += 1
    const isMistyped = amountDong > 500_000 && chance.happens(0.02) && !handedOver.plan.isClosed
    const typedDong = isMistyped ? amountDong - 400_000 : amountDong
    const isLate = obligation.supported.isLate || (chance.happens(0.03) && !handedOver.plan.isClosed)
    const row = book.enter('record-recovery', {
      obligationId: obligation.row, amountDong: typedDong, occurredOn: day, paper: { number: `TH-${String(receipts.last).padStart(2, '0')}`, date: day, issuer: handedOver.group },
    }, isLate ? 'late' : 'in-time')
    if (isMistyped) {
      book.correct('record-recovery', {
        eventId: row, finding: 'Phiếu thu ghi nhiều hơn số đã nhập 400.000 đồng', paper: paperOf(officeOn(handedOver.plan.commune, '2026-06-05'), '29/BB-KT', '2026-06-05', 'Biên bản kiểm tra sổ quỹ quay vòng'), replacement: { obligationId: obligation.row, amountDong },
      })
    }
    return isLate ? [] : [{ day, amountDong: typedDong }]
  })
}

/** A young animal born with the household, tagged when it was given back. */
const recoverAnimal = (handedOver: HandedOver, obligation: Obligation, { world: { book }, chance, receipts }: Recovering): Recovered[] => {
  const { plan: { trade: { animals } }, group } = handedOver
  const [[day] = [undefined]] = daysToGiveBack(obligation, chance).slice(-1)
  if (day === undefined || day > lastDay || animals === undefined) return []
  receipts.last += 1
  const animalTag = `${animals.tag}-Q-${obligation.row}`
  const valueDong = roundUp(animals.priceDong * 0.6, 100_000)
  const { isLate } = obligation.supported
  book.enter('record-recovery', {
    obligationId: obligation.row, animals: { species: animals.species, tags: [{ animalTag }], valueDong }, occurredOn: day, paper: { number: `TH-${String(receipts.last).padStart(2, '0')}`, date: day, issuer: group },
  }, isLate ? 'late' : 'in-time')
  return isLate ? [] : [{ day, animalTag, valueDong }]
}
