import { supportPassedOn, type PassedOn } from '../catalogue/rotation-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Dong, Id, Part } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { splitAcross, type FundingLine } from '../core/money.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { household } from '../household/household.js'
import { refuseUnlessOneForm } from '../project/one-form.js'
import { approvedOn } from '../project/project-on-day.js'
import { project, type Approval } from '../project/project.js'
import { animal, refuseIfMovedLater, type Animal } from '../support/animal.js'
import { AnimalTag } from '../support/animal-tag.js'
import { animalToTake, moneyLines, refuseMoney } from './pool-left.js'
import { refuseUnlessPoolOpen } from './pool-on-day.js'
import { pool, type Pool } from './pool.js'
import { refuseRecipient } from './recipient.js'

export class PassedOnAnimalFields {
  @AnimalTag() animalTag!: string
  @Dong('Trị giá', 'Value', { example: 9_000_000 }) valueDong!: number
}

/** Passes on to the next household what others gave back: money or an animal of the pool. */
export class PassOnSupport extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Id('Hộ nhận luân chuyển', 'Next household') householdId!: string
  @Dong('Số tiền luân chuyển', 'Amount passed on', { optional: true, example: 4_000_000 }) amountDong?: number
  @Part('Vật nuôi luân chuyển', 'Animal passed on', PassedOnAnimalFields, { optional: true }) animal?: PassedOnAnimalFields
}

const refuse = defineRefusals({
  'recipient-not-selected': {
    rule: 'Something is passed on to a household that was selected by that day.', source: 'design',
    vi: ({ householdId, day }: { householdId: string; day: Day }) => `Tính đến ngày ${formatDay(day)} hộ ${householdId} chưa được bình chọn nhận luân chuyển.`,
    en: ({ householdId, day }: { householdId: string; day: Day }) => `Household ${householdId} had not been selected by ${formatDay(day)}.`,
  },
})

const kind = supportPassedOn.type
const paperSubject = ({ projectId, householdId, animal: given }: PassOnSupport): string =>
  `project:${projectId} household:${householdId}${given === undefined ? '' : ` animal:${given.animalTag}`}`

export const passOnSupport = decision(PassOnSupport, {
  title: { vi: 'Luân chuyển hỗ trợ cho hộ tiếp theo', en: 'Pass support on' },
  records: supportPassedOn,
  reads: (command) => ({
    project: project(command.projectId),
    pool: pool(command.projectId),
    household: household(command.householdId),
    animals: command.animal === undefined ? [] : [animal(command.animal.animalTag)],
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command, { newId }) {
    const { projectId, householdId, amountDong, occurredOn, paper } = command
    const approved = approvedOn(projectId, states.project, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    const refusal =
      refuseUnlessOneForm({ amountDong, animal: command.animal }) ??
      refuseIfRecorded(paper, states.paperRecord) ??
      refuseUnlessPoolOpen(states.pool, occurredOn) ??
      refuseRecipient(states.project, approval, states.household, { householdId, day: occurredOn }) ??
      refuseUnlessSelected(states.pool, householdId, occurredOn)
    if (refusal) return refusal
    const passedOn = takenFromPool(states.pool, states.animals[0], command)
    if (passedOn instanceof Refusal) return passedOn
    const data = { passingOnId: newId('passing-on'), projectId, householdId, passedOn, fundingLines: linesOf(states.pool, approval, passedOn) }
    return [supportPassedOn(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

const refuseUnlessSelected = ({ recipients }: Pool, householdId: string, day: Day): Refusal | undefined => {
  const selectedOn = recipients[householdId]?.selectedOn
  return selectedOn === undefined || selectedOn > day ? refuse('recipient-not-selected', { householdId, day }) : undefined
}

const takenFromPool = (state: Pool, known: Animal = { holdings: [] }, { amountDong = 0, animal: given, occurredOn }: PassOnSupport): PassedOn | Refusal => {
  if (given === undefined) return refuseMoney(state, amountDong) ?? { unit: 'dong', amountDong }
  const { animalTag, valueDong } = given
  const held = animalToTake(state, animalTag)
  if (held instanceof Refusal) return held
  return refuseIfMovedLater(animalTag, known, occurredOn) ?? { unit: 'animals', species: held.species, animalTag, valueDong }
}

/** An animal's value stands under the budget's lines. */
const linesOf = (state: Pool, approval: Approval, passedOn: PassedOn): FundingLine[] =>
  passedOn.unit === 'animals' ? splitAcross(approval.budgetLines, passedOn.valueDong) : moneyLines(state, approval, passedOn.amountDong)
