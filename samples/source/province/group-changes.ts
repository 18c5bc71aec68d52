import type { Approved, World } from './approval.js'
import { Chance } from './chance.js'
import { addDays, lastDay } from './days.js'
import type { Household } from './households.js'
import type { Book } from './book.js'

interface Forming {
  readonly groupId: number
  readonly group: string
  readonly members: readonly Household[]
  /** Households that could join. */
  readonly others: readonly Household[]
  /** The days between the forming of the group and its proposal. */
  readonly formedOn: string
  readonly proposedOn: string
}

/** Before it proposes, a group may lose a household or gain one; gives its members then. */
export const settleMembers = (book: Book, { groupId, group, members, others, formedOn, proposedOn }: Forming): readonly Household[] => {
  const chance = new Chance(`settling ${groupId}`)
  const day = addDays(proposedOn, -chance.between(3, 8))
  if (day <= formedOn) return members
  const [leaving] = chance.happens(0.4) ? members.slice(-1) : []
  const [joining] = chance.happens(0.4) ? others : []
  const paper = { number: '01/BBH', date: day, issuer: group, title: 'Biên bản họp nhóm về thành viên' }
  if (leaving !== undefined) book.enter('withdraw-group-member', { groupId, householdId: leaving.row, reason: chance.pick(['Hộ chưa bố trí được đất sản xuất', 'Hộ không có lao động']), occurredOn: day, paper })
  if (joining !== undefined) book.enter('admit-group-member', { groupId, householdId: joining.row, experienced: false, occurredOn: day, paper })
  return [...members.filter((each) => each !== leaving), ...(joining === undefined ? [] : [joining])]
}

/** After the approval the group agrees its rules, and some change their leader later. */
export const governGroup = ({ groupId, group, plan, approvedOn, experienced, recoveryPercent }: Approved, { book }: World): void => {
  const chance = new Chance(`governing ${plan.index}`)
  const [, second] = experienced
  const agreedOn = addDays(approvedOn, chance.between(5, 15))
  const paper = (number: string, date: string, title: string) => ({ number, date, issuer: group, title })
  book.enter('agree-group-rules', {
    groupId, recoveryPercent, recoveryForms: plan.trade.animals === undefined ? ['cash'] : ['cash', 'animal'], scheduleMonths: 30, recipientCriteria: 'Hộ nghèo, hộ cận nghèo trên địa bàn chưa được hỗ trợ, có lao động và chuồng trại hoặc đất sản xuất',
    custodianHouseholdId: (second ?? experienced[0])?.row, lossHandling: 'Thiệt hại do khách quan được nhóm xem xét giảm mức hoàn trả, do chủ quan thì hộ hoàn trả đủ', occurredOn: agreedOn, paper: paper('02/BBH', agreedOn, 'Quy chế quay vòng của nhóm'),
  })
  const changedOn = addDays(approvedOn, chance.between(150, 400))
  if (second !== undefined && changedOn <= lastDay && chance.happens(0.25)) book.enter('change-group-leader', { groupId, householdId: second.row, occurredOn: changedOn, paper: paper('03/BBH', changedOn, 'Biên bản bầu trưởng nhóm') })
}
