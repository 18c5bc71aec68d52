import { surplusResolved, type Surplus } from '../catalogue/rotation-events.js'
import { decision } from '../core/decision.js'
import { Dong, Id, OneOf, Part, Parts, Text } from '../core/fields.js'
import { splitAcross, type FundingLine } from '../core/money.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { Refusal } from '../core/refusal.js'
import { refuseIfNamedTwice } from '../obligation/recovered-animals.js'
import { refuseUnlessOneForm } from '../project/one-form.js'
import { approvedOn } from '../project/project-on-day.js'
import { project, type Approval } from '../project/project.js'
import { animal, refuseIfMovedLater, type Animal } from '../support/animal.js'
import { AnimalTag } from '../support/animal-tag.js'
import { animalToTake, moneyLines, refuseMoney } from './pool-left.js'
import { refuseUnlessPoolOpen } from './pool-on-day.js'
import { pool, type Pool } from './pool.js'
import { surplusUses, type SurplusUse } from './surplus-use.js'

export class SurplusAnimalFields {
  @AnimalTag() animalTag!: string
}

export class SurplusAnimalsFields {
  @Parts('Các con vật', 'Animals', SurplusAnimalFields, { max: 100 }) tags!: SurplusAnimalFields[]
  @Dong('Trị giá', 'Value', { example: 9_000_000 }) valueDong!: number
}

/** Puts what is left over in a pool to another use, by minutes: money, or animals. */
export class ResolveSurplus extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Dong('Số tiền còn dư', 'Amount left over', { optional: true, example: 1_000_000 }) amountDong?: number
  @Part('Vật nuôi còn dư', 'Animals left over', SurplusAnimalsFields, { optional: true }) animals?: SurplusAnimalsFields
  @OneOf('Hướng xử lý', 'Use', surplusUses) use!: SurplusUse
  @Text('Lý do', 'Reason', { max: 1000 }) reason!: string
}

const kind = surplusResolved.type
/** One paper may put money and animals to several uses. */
const paperSubject = ({ projectId, use, animals }: ResolveSurplus): string => `project:${projectId} ${use} ${animals === undefined ? 'dong' : 'animals'}`

export const resolveSurplus = decision(ResolveSurplus, {
  title: { vi: 'Xử lý phần còn dư của quỹ quay vòng', en: 'Resolve the surplus of a pool' },
  records: surplusResolved,
  reads: (command) => ({
    project: project(command.projectId),
    pool: pool(command.projectId),
    animals: (command.animals?.tags ?? []).map(({ animalTag }) => animal(animalTag)),
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command, { newId }) {
    const { projectId, amountDong, animals, use, reason, occurredOn, paper } = command
    const approved = approvedOn(projectId, states.project, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    const refusal =
      refuseUnlessOneForm({ amountDong, animals }) ?? refuseUnlessPoolOpen(states.pool, occurredOn) ?? refuseIfRecorded(paper, states.paperRecord)
    if (refusal) return refusal
    const surplus = takenFromPool(states.pool, states.animals, command)
    if (surplus instanceof Refusal) return surplus
    const data = { surplusId: newId('surplus'), projectId, surplus, use, reason, fundingLines: linesOf(states.pool, approval, surplus) }
    return [surplusResolved(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

const takenFromPool = (state: Pool, known: readonly Animal[], { amountDong = 0, animals: given, occurredOn }: ResolveSurplus): Surplus | Refusal => {
  if (given === undefined) return refuseMoney(state, amountDong) ?? { unit: 'dong', amountDong }
  const tags = given.tags.map(({ animalTag }) => animalTag)
  const repeated = refuseIfNamedTwice(tags)
  if (repeated) return repeated
  const taken = []
  for (const [index, animalTag] of tags.entries()) {
    const held = animalToTake(state, animalTag)
    if (held instanceof Refusal) return held
    const moved = refuseIfMovedLater(animalTag, known[index] ?? { holdings: [] }, occurredOn)
    if (moved) return moved
    taken.push({ species: held.species, animalTag })
  }
  return { unit: 'animals', animals: taken, valueDong: given.valueDong }
}

/** An animal's value stands under the budget's lines. */
const linesOf = (state: Pool, approval: Approval, surplus: Surplus): FundingLine[] =>
  surplus.unit === 'animals' ? splitAcross(approval.budgetLines, surplus.valueDong) : moneyLines(state, approval, surplus.amountDong)
