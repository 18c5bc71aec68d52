import type { Approved, World } from './approval.js'
import { Chance } from './chance.js'
import { addDays } from './days.js'

/** What most households promised before the project was approved, listed on one paper of the group. */
export const pledge = (approved: Approved, { book }: World): void => {
  const { plan, row, group, supported, experienced, counterpart } = approved
  const chance = new Chance(`pledges ${plan.index}`)
  const day = addDays(plan.proposedOn, 1)
  const households = [...supported.map(({ household }) => household), ...experienced]
  const among = households.length
  const [cashDong, halfDays] = [Math.floor(counterpart.cashDong / among / 10_000) * 10_000, Math.floor(counterpart.labourHalfDays / among)]
  for (const household of households) {
    const [item, unitName, unitPriceDong] = chance.pick(plan.trade.goods)
    const quantity = Math.max(1, Math.floor(counterpart.goodsDong / among / unitPriceDong))
    const enter = (what: object) => book.enter('pledge-contribution', { projectId: row, householdId: household.row, ...what, occurredOn: day, paper: { number: '01/CK', date: day, issuer: group, title: 'Danh sách cam kết đối ứng của các hộ' } })
    if (cashDong > 0 && chance.happens(0.85)) enter({ cash: { amountDong: cashDong } })
    if (chance.happens(0.8)) enter({ goods: { item, quantity, unitName } })
    if (halfDays > 0 && chance.happens(0.9)) enter({ labour: { halfDays } })
  }
}
