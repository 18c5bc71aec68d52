import { obligationCreated, type Owed } from '../catalogue/obligation-events.js'
import { addMonths, type Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Count, DayField, Dong, Id, OneOf, Part } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { splitAcross } from '../core/money.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import type { Rules } from '../programme/rules.js'
import { inProject } from '../project/household-in-project.js'
import { refuseUnlessOneForm } from '../project/one-form.js'
import { approvedOn, refuseIfClosed } from '../project/project-on-day.js'
import { project } from '../project/project.js'
import { species, type Species } from '../support/species.js'
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
}

const refuse = defineRefusals({
  'recovery-form-not-allowed': {
    rule: 'What is given back has a form that the rules allow.', source: 'decision of the provincial committee, e.g. Thái Nguyên 25/2022/QĐ-UBND',
    vi: ({ form }: { form: 'cash' | 'animal'; allowed: readonly string[] }) => `Quy định không cho phép hoàn trả bằng ${form === 'cash' ? 'tiền' : 'vật nuôi'}.`,
    en: ({ form, allowed }: { form: 'cash' | 'animal'; allowed: readonly string[] }) => `The rules allow ${allowed.join(', ')}, not ${form}.`,
  },
  'due-before-it-is-owed': {
    rule: 'What is owed falls due on or after the day from which it is owed.', source: 'design',
    vi: ({ dueOn, occurredOn }: { dueOn: Day; occurredOn: Day }) => `Hạn hoàn trả ${formatDay(dueOn)} trước ngày xác lập nghĩa vụ ${formatDay(occurredOn)}.`,
    en: ({ dueOn, occurredOn }: { dueOn: Day; occurredOn: Day }) => `The due day ${formatDay(dueOn)} is before ${formatDay(occurredOn)}, from which it is owed.`,
  },
  'due-after-cycle': {
    rule: 'What is owed falls due within the rotation cycle.', source: 'decision of the provincial committee, e.g. Cà Mau: 36 months',
    vi: ({ dueOn, lastDueOn, months }: { dueOn: Day; lastDueOn: Day; months: number }) => `Hạn hoàn trả ${formatDay(dueOn)} vượt chu kỳ quay vòng ${months} tháng, muộn nhất là ${formatDay(lastDueOn)}.`,
    en: ({ dueOn, lastDueOn, months }: { dueOn: Day; lastDueOn: Day; months: number }) => `The due day ${formatDay(dueOn)} is beyond the rotation cycle of ${months} months, which ends on ${formatDay(lastDueOn)}.`,
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
    const malformed = refuseUnlessOneForm({ amountDong, animals }) ?? refuseIfRecorded(paper, states.paperRecord) ?? (isCorrection ? undefined : refuseIfClosed(proposal.name, states.project))
    if (malformed) return malformed
    const owed: Owed = animals === undefined ? { unit: 'dong', amountDong: amountDong ?? 0 } : { unit: 'animals', species: animals.species, count: animals.count }
    const refusal =
      refuseQuantity(inProject(states.project.households, householdId), owed, approval, { householdId, day: occurredOn }) ??
      refuseForm(owed, approval.rules) ??
      refuseDueDay(command, approval.rules)
    if (refusal) return refusal
    const fundingLines = owed.unit === 'dong' ? splitAcross(approval.budgetLines, owed.amountDong) : undefined
    const data = { obligationId: newId('obligation'), projectId, householdId, owed, dueOn, fundingLines }
    return [obligationCreated(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(paperKind(command), paperSubject(command), paper)])]
  },
})

const refuseForm = ({ unit }: Owed, { recoveryForms: allowed }: Rules): Refusal | undefined => {
  const form = unit === 'dong' ? 'cash' : 'animal'
  return allowed.includes(form) ? undefined : refuse('recovery-form-not-allowed', { form, allowed })
}

const refuseDueDay = ({ dueOn, occurredOn }: CreateObligation, { rotationCycleMonths: months }: Rules): Refusal | undefined => {
  if (dueOn < occurredOn) return refuse('due-before-it-is-owed', { dueOn, occurredOn })
  const lastDueOn = addMonths(occurredOn, months)
  return dueOn > lastDueOn ? refuse('due-after-cycle', { dueOn, lastDueOn, months }) : undefined
}
