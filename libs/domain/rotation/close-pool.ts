import { poolClosed } from '../catalogue/rotation-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Id } from '../core/fields.js'
import { formatDay, formatDong } from '../core/language.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import type { OwedUnit } from '../obligation/obligation.js'
import { quantityInWords } from '../obligation/quantity-in-words.js'
import { approvedOn } from '../project/project-on-day.js'
import { project } from '../project/project.js'
import { poolDebts, type PoolDebts } from './pool-debts.js'
import { refuseUnlessPoolOpen } from './pool-on-day.js'
import { pool, type Pool } from './pool.js'

/** Closes a project's rotation pool, by minutes, once it holds nothing and nothing is owed to it. */
export class ClosePool extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
}

const refuse = defineRefusals({
  'pool-already-closed': {
    rule: 'A pool is closed once.', source: 'design',
    vi: ({ closedOn }: { closedOn: Day }) => `Quỹ quay vòng của dự án đã đóng ngày ${formatDay(closedOn)}.`,
    en: ({ closedOn }: { closedOn: Day }) => `The project's rotation pool was closed on ${formatDay(closedOn)}.`,
  },
  'pool-still-holds': {
    rule: 'A pool is closed when it holds nothing: what is left over is passed on or put to another use before.', source: 'design',
    vi: ({ leftDong, animalsLeft }: { leftDong: number; animalsLeft: number; animalTags: readonly string[] }) => `Quỹ quay vòng còn ${formatDong(leftDong)} và ${animalsLeft} con vật; hãy luân chuyển hoặc xử lý hết trước khi đóng.`,
    en: ({ leftDong, animalsLeft }: { leftDong: number; animalsLeft: number; animalTags: readonly string[] }) => `The rotation pool still holds ${formatDong(leftDong)} and ${animalsLeft} animals; pass them on or put them to another use first.`,
  },
  'pool-still-owed': {
    rule: 'A pool is closed when nothing is outstanding.', source: 'design',
    vi: ({ owedUnit, owed }: { owedUnit: OwedUnit; owed: number; outstanding: PoolDebts }) => `Các hộ còn phải hoàn trả quỹ quay vòng ${quantityInWords(owedUnit, owed).vi}.`,
    en: ({ owedUnit, owed }: { owedUnit: OwedUnit; owed: number; outstanding: PoolDebts }) => `Households still owe the rotation pool ${quantityInWords(owedUnit, owed).en}.`,
  },
  'pool-used-after-day': {
    rule: 'A pool is closed on or after the day of the last thing in it.', source: 'design',
    vi: ({ lastUseOn, day }: { lastUseOn: Day; day: Day }) => `Quỹ quay vòng còn phát sinh ngày ${formatDay(lastUseOn)}, sau ngày đóng ${formatDay(day)}.`,
    en: ({ lastUseOn, day }: { lastUseOn: Day; day: Day }) => `The rotation pool was used on ${formatDay(lastUseOn)}, after ${formatDay(day)}.`,
  },
})

const kind = poolClosed.type
const paperSubject = ({ projectId }: ClosePool): string => `project:${projectId}`

export const closePool = decision(ClosePool, {
  title: { vi: 'Đóng quỹ quay vòng', en: 'Close a rotation pool' },
  records: poolClosed,
  reads: (command) => ({
    project: project(command.projectId),
    pool: pool(command.projectId),
    debts: poolDebts(command.projectId),
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command) {
    const { projectId, occurredOn, paper } = command
    const approved = approvedOn(projectId, states.project, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    const refusal = refuseIfRecorded(paper, states.paperRecord) ?? refuseClosing(states.pool, occurredOn) ?? refuseIfOwed(states.debts.outstanding)
    if (refusal) return refusal
    return [poolClosed({ projectId }, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

const refuseClosing = (state: Pool, day: Day): Refusal | undefined => {
  const { closedOn, moneyDong, animals, lastUseOn } = state
  if (closedOn !== undefined) return refuse('pool-already-closed', { closedOn })
  const unopened = refuseUnlessPoolOpen(state, day)
  if (unopened) return unopened
  if (lastUseOn !== undefined && lastUseOn > day) return refuse('pool-used-after-day', { lastUseOn, day })
  const animalTags = Object.values(animals).map(({ animalTag }) => animalTag)
  return moneyDong > 0 || animalTags.length > 0 ? refuse('pool-still-holds', { leftDong: moneyDong, animalsLeft: animalTags.length, animalTags }) : undefined
}

/** The message says the first of what is owed, the facts all of it. */
const refuseIfOwed = (outstanding: PoolDebts): Refusal | undefined => {
  const [first] = Object.entries(outstanding) as [OwedUnit, number][]
  return first && refuse('pool-still-owed', { owedUnit: first[0], owed: first[1], outstanding })
}
