import { officeOn, paperOf, unitOn, withinSentence } from './areas.js'
import { approve, roundUp, stateShareOf, wishedDong, type Approved, type World } from './approval.js'
import { Chance } from './chance.js'
import { contribute } from './contributions.js'
import { addDays } from './days.js'
import { governGroup, settleMembers } from './group-changes.js'
import { handOver } from './handovers.js'
import type { Household } from './households.js'
import { pay, payAndReturn, release } from './payments.js'
import { pledge } from './pledges.js'
import { oweAndRecover } from './recoveries.js'
import { programmeRows } from './programmes.js'
import type { ProjectPlan } from './project-plan.js'
import { isTargetOn } from './reviews.js'
import { passOn } from './rotation.js'
import { appraise, cancel, cancelledOn, carryOn, close, complete, reject, start } from './stages.js'

/** A project with its group, as proposed. */
export interface Proposed {
  readonly plan: ProjectPlan
  /** The number of its row. */
  readonly row: number
  readonly groupId: number
  readonly group: string
  readonly members: readonly Household[]
  readonly experienced: readonly Household[]
}

/** Everything that happens to a project, as dated papers; what a later stage needs is what the one before it gives. */
export const liveProject = (plan: ProjectPlan, world: World): void => {
  const proposed = propose(plan, world)
  appraise(proposed, world)
  if (plan.outcome === 'rejected') return reject(proposed, world)
  if (plan.outcome === 'undecided' || plan.outcome === 'withdrawn') return
  const approved: Approved = approve(proposed, world)
  pledge(approved, world)
  governGroup(approved, world)
  contribute(approved, world)
  if (plan.outcome === 'cancelled') {
    cancel(approved, world)
    payAndReturn(approved, world)
    return release(approved, cancelledOn(approved), world)
  }
  start(approved, world)
  const handedOver = handOver(approved, world)
  const completedOn = carryOn(handedOver, world)
  const { spentDong } = pay(handedOver, world)
  if (completedOn !== undefined) {
    complete(handedOver, completedOn, spentDong, world)
    release(handedOver, completedOn, world)
  }
  const recovered = oweAndRecover(handedOver, world)
  const emptiedOn = passOn(approved, recovered, world)
  if (plan.isClosed && completedOn !== undefined && emptiedOn !== undefined) close(handedOver, [completedOn, emptiedOn], world)
}

const groupKinds = { community: 'household-group', 'value-chain': 'cooperative-group', commissioned: 'represented' } as const
const groupNames = { community: 'Nhóm hộ', 'value-chain': 'Tổ hợp tác', commissioned: 'Nhóm cộng đồng' } as const
const projectNames = { community: '', 'value-chain': 'Liên kết chuỗi giá trị: ', commissioned: 'Mô hình ' } as const

const propose = (plan: ProjectPlan, { book, households }: World): Proposed => {
  const { index, commune, mode, trade, programme, proposedOn } = plan
  const chance = new Chance(`proposal ${index}`)
  const formedOn = addDays(proposedOn, -chance.between(12, 35))
  const own = households.filter((each) => each.commune === commune && !each.isSetApart && each.registeredOn <= formedOn)
  const willing = chance.shuffled(own.filter(({ classes }) => isTargetOn(classes, formedOn)))
  const size = sizeOf(plan, chance)
  const members = willing.slice(0, size)
  const experienced = chance.shuffled(own.filter(({ classes }) => classes.every(({ povertyClass }) => povertyClass === 'not-poor'))).slice(0, 2)
  const trading = withinSentence(trade.name)
  const group = `${groupNames[mode]} ${trading} ${mode === 'community' ? withinSentence(members[0]?.village ?? '') : withinSentence(commune.name)}`
  const groupId = book.enter('form-group', {
    name: group, kind: groupKinds[mode], unit: unitOn(commune, formedOn), leaderHouseholdId: experienced[0]?.row, occurredOn: formedOn,
    paper: paperOf(officeOn(commune, formedOn), `${20 + index}/QĐ-UBND`, formedOn, 'Công nhận nhóm thực hiện dự án hỗ trợ phát triển sản xuất'),
    members: [...members.map(({ row }) => ({ householdId: row, experienced: false })), ...experienced.map(({ row }) => ({ householdId: row, experienced: true }))],
  })
  const settled = settleMembers(book, { groupId, group, members, others: willing.slice(size), formedOn, proposedOn })
  // What households hope for, training and management, and their own share.
  const proposedCostDong = roundUp((members.length * wishedDong(plan) * 116) / stateShareOf(plan), 1_000_000)
  const row = book.enter('propose-project', {
    programmeId: programmeRows[programme], groupId, name: nameOf(plan, members), mode, kind: trade.kind, unit: unitOn(commune, proposedOn), proposedCostDong, occurredOn: proposedOn,
    paper: { number: '01/ĐX', date: proposedOn, issuer: group },
  })
  return { plan, row, groupId, group, members: settled, experienced }
}

const sizeOf = ({ mode }: ProjectPlan, chance: Chance): number => (mode === 'value-chain' ? chance.between(24, 34) : mode === 'commissioned' ? chance.between(12, 18) : chance.between(16, 26))

const nameOf = ({ mode, trade, commune }: ProjectPlan, members: readonly Household[]): string => {
  const place = mode === 'community' ? (members[0]?.village ?? '') : commune.name
  return `${projectNames[mode]}${mode === 'community' ? trade.name : withinSentence(trade.name)} ${withinSentence(place)}`
}
