import { obligationCreated, type Owed } from '../catalogue/obligation-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Count, DayField, Dong, Id, OneOf, Part, Parts } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { splitAcross } from '../core/money.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import type { Rules } from '../programme/rules.js'
import { firstSupportedOn, inProject, type HouseholdInProject } from '../project/household-in-project.js'
import { refuseUnlessOneForm } from '../project/one-form.js'
import { approvedOn, refuseIfClosed } from '../project/project-on-day.js'
import { project, type Project } from '../project/project.js'
import { refuseNewDebt } from '../rotation/pool-debts.js'
import { species, type Species } from '../support/species.js'
import { refuseDueDay } from './due-day.js'
import { datedInstalments, InstalmentFields, refuseInstalments } from './instalment-fields.js'
import { refuseQuantity } from './owed-quantity.js'

export class OwedAnimalsFields {
  @OneOf('Loài vật nuôi', 'Species', species) species!: Species
  @Count('Số con', 'How many', { max: 10_000, example: 1 }) count!: number
}

/** Lays down what a supported household gives back to the rotation, and by when: money or animals. */
export class CreateObligation extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Id('Hộ', 'Household') householdId!: string
  @Dong('Số tiền phải hoàn trả', 'Amount owed', { optional: true, example: 4_000_000 }) amountDong?: number
  @Part('Vật nuôi phải hoàn trả', 'Animals owed', OwedAnimalsFields, { optional: true }) animals?: OwedAnimalsFields
  @DayField('Hạn hoàn trả', 'Due on', { example: '2026-10-30' }) dueOn!: string
  @Parts('Các kỳ hoàn trả', 'Instalments', InstalmentFields, { optional: true, max: 60 }) instalments?: InstalmentFields[]
}

const refuse = defineRefusals({
  'recovery-form-not-allowed': {
    rule: 'What is given back has a form that the rules allow.', source: 'decision of the provincial committee, e.g. Thái Nguyên 25/2022/QĐ-UBND',
    vi: ({ form }: { form: 'cash' | 'animal'; allowed: readonly string[] }) => `Quy định không cho phép hoàn trả bằng ${form === 'cash' ? 'tiền' : 'vật nuôi'}.`,
    en: ({ form, allowed }: { form: 'cash' | 'animal'; allowed: readonly string[] }) => `The rules allow ${allowed.join(', ')}, not ${form}.`,
  },
  'due-day-unlike-last-instalment': {
    rule: 'The due day of what is owed is that of its last instalment.', source: 'design',
    vi: ({ dueOn, lastDueOn }: { dueOn: Day; lastDueOn: Day }) => `Hạn hoàn trả ${formatDay(dueOn)} phải trùng với hạn của kỳ cuối, ngày ${formatDay(lastDueOn)}.`,
    en: ({ dueOn, lastDueOn }: { dueOn: Day; lastDueOn: Day }) => `The due day ${formatDay(dueOn)} must be that of the last instalment, ${formatDay(lastDueOn)}.`,
  },
  'instalment-before-support': {
    rule: 'No instalment falls due before the household got something.', source: 'design',
    vi: ({ dueOn, supportedOn }: { dueOn: Day; supportedOn: Day }) => `Kỳ hạn ${formatDay(dueOn)} trước ngày hộ nhận hỗ trợ ${formatDay(supportedOn)}.`,
    en: ({ dueOn, supportedOn }: { dueOn: Day; supportedOn: Day }) => `The instalment due on ${formatDay(dueOn)} is before ${formatDay(supportedOn)}, when the household was first supported.`,
  },
})

const paperKind = ({ animals }: CreateObligation): string => `${obligationCreated.type}/${animals?.species ?? 'dong'}`
const paperSubject = ({ projectId, householdId }: CreateObligation): string => `project:${projectId} household:${householdId}`

export const createObligation = decision(CreateObligation, {
  title: { vi: 'Xác lập nghĩa vụ hoàn trả', en: 'Lay down what a household owes' },
  records: obligationCreated,
  reads: (command) => ({ project: project(command.projectId), paperRecord: paperRecord(paperId(paperKind(command), paperSubject(command), command.paper)) }),
  decide(states, command, { newId, isCorrection }) {
    const { projectId, householdId, amountDong, animals, dueOn, occurredOn, paper } = command
    const approved = approvedOn(projectId, states.project, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    const malformed = refuseUnlessOneForm({ amountDong, animals }) ?? refuseIfRecorded(paper, states.paperRecord) ?? (isCorrection ? undefined : refuseAfterClosing(proposal.name, states.project))
    if (malformed) return malformed
    const owed: Owed = animals === undefined ? { unit: 'dong', amountDong: amountDong ?? 0 } : { unit: 'animals', species: animals.species, count: animals.count }
    const household = inProject(states.project.households, householdId)
    const refusal =
      refuseQuantity(household, owed, approval, { householdId, day: occurredOn }) ??
      refuseForm(owed, approval.rules) ??
      refuseDueDay(command, approval.rules) ??
      refuseDivision(household, command, owed)
    if (refusal) return refusal
    const fundingLines = owed.unit === 'dong' ? splitAcross(approval.budgetLines, owed.amountDong) : undefined
    const data = { obligationId: newId('obligation'), projectId, householdId, owed, dueOn, instalments: command.instalments && datedInstalments(command.instalments), fundingLines }
    return [obligationCreated(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(paperKind(command), paperSubject(command), paper)])]
  },
})

/** A correction stands in its place already: the invariants say whether anything would be owed after all. */
const refuseAfterClosing = (name: string, state: Project): Refusal | undefined => refuseIfClosed(name, state) ?? refuseNewDebt(state.poolClosedOn)

const refuseForm = ({ unit }: Owed, { recoveryForms: allowed }: Rules): Refusal | undefined => {
  const form = unit === 'dong' ? 'cash' : 'animal'
  return allowed.includes(form) ? undefined : refuse('recovery-form-not-allowed', { form, allowed })
}

/** Why the obligation's instalments are wrong, if so. */
const refuseDivision = (household: HouseholdInProject, { instalments, dueOn }: CreateObligation, owed: Owed): Refusal | undefined => {
  const [first, last] = [instalments?.[0], instalments?.at(-1)]
  if (instalments === undefined || first === undefined || last === undefined) return undefined
  const wrong = refuseInstalments(instalments, owed)
  if (wrong) return wrong
  if (last.dueOn !== dueOn) return refuse('due-day-unlike-last-instalment', { dueOn, lastDueOn: last.dueOn })
  const supportedOn = firstSupportedOn(household)
  return supportedOn !== undefined && first.dueOn < supportedOn ? refuse('instalment-before-support', { dueOn: first.dueOn, supportedOn }) : undefined
}
