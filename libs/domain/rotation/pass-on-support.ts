import { supportPassedOn, type PassedOn } from '../catalogue/rotation-events.js'
import { decision } from '../core/decision.js'
import { Dong, Id, Part } from '../core/fields.js'
import { formatDong } from '../core/language.js'
import { splitAcross, sumDong, type FundingLine } from '../core/money.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { household } from '../household/household.js'
import { refuseUnlessOneForm } from '../project/one-form.js'
import { approvedOn, linesWorth } from '../project/project-on-day.js'
import { project, type Approval } from '../project/project.js'
import { animal, refuseIfMovedLater, type Animal } from '../support/animal.js'
import { AnimalTag } from '../support/animal-tag.js'
import { findAnimal, pool, type Pool } from './pool.js'
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
  'pool-exceeded': {
    rule: 'No more is passed on than the pool holds.', source: 'design',
    vi: ({ leftDong, askedDong }: { leftDong: number; askedDong: number }) => `Quỹ quay vòng chỉ còn ${formatDong(leftDong)}, không đủ ${formatDong(askedDong)}.`,
    en: ({ leftDong, askedDong }: { leftDong: number; askedDong: number }) => `The rotation pool has ${formatDong(leftDong)}, not ${formatDong(askedDong)}.`,
  },
  'animal-not-in-pool': {
    rule: 'An animal is passed on from the pool that it was given back to.', source: 'design',
    vi: ({ animalTag, animalsLeft }: { animalTag: string; animalsLeft: number }) => `Vật nuôi số thẻ ${animalTag} không có trong quỹ quay vòng; quỹ còn ${animalsLeft} con.`,
    en: ({ animalTag, animalsLeft }: { animalTag: string; animalsLeft: number }) => `Animal ${animalTag} is not in the rotation pool, which has ${animalsLeft} animals.`,
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
      refuseRecipient(states.project, approval, states.household, { householdId, day: occurredOn })
    if (refusal) return refusal
    const passedOn = takenFromPool(states.pool, states.animals[0], command)
    if (passedOn instanceof Refusal) return passedOn
    const data = { passingOnId: newId('passing-on'), projectId, householdId, passedOn, fundingLines: poolLines(states.pool, approval, passedOn) }
    return [supportPassedOn(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

const takenFromPool = (state: Pool, known: Animal = { holdings: [] }, { amountDong = 0, animal: given, occurredOn }: PassOnSupport): PassedOn | Refusal => {
  if (given === undefined) return amountDong > state.moneyDong ? refuse('pool-exceeded', { leftDong: state.moneyDong, askedDong: amountDong }) : { unit: 'dong', amountDong }
  const { animalTag, valueDong } = given
  const held = findAnimal(state, animalTag)
  if (held === undefined) return refuse('animal-not-in-pool', { animalTag, animalsLeft: Object.keys(state.animals).length })
  return refuseIfMovedLater(animalTag, known, occurredOn) ?? { unit: 'animals', species: held.species, animalTag, valueDong }
}

/** Money keeps the lines under which it came into the pool; an animal's value stands under the budget's. */
const poolLines = ({ moneyByLine }: Pool, { budgetLines }: Approval, passedOn: PassedOn): FundingLine[] => {
  if (passedOn.unit === 'animals') return splitAcross(budgetLines, passedOn.valueDong)
  const held = linesWorth(budgetLines, moneyByLine)
  // After a correction of the budget's lines the pool's money can stand under lines that the budget no longer has.
  return splitAcross(sumDong(held) > 0 ? held : budgetLines, passedOn.amountDong)
}
