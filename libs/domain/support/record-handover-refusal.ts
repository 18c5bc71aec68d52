import { handoverRefused } from '../catalogue/support-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Id, OneOf, Text } from '../core/fields.js'
import { formatDay, formatDong } from '../core/language.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { handedOverBefore, inProject } from '../project/household-in-project.js'
import { approvedOn } from '../project/project-on-day.js'
import { project, type Approval, type Project } from '../project/project.js'
import { animal, type Animal } from './animal.js'
import { AnimalTag } from './animal-tag.js'
import { handoverForms, type HandoverForm } from './handover-form.js'
import { notBeneficiary } from './support-left.js'

/** Records that a household refused what was to be handed over to it, such as a thin buffalo. */
export class RecordHandoverRefusal extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Id('Hộ', 'Household') householdId!: string
  @OneOf('Nội dung từ chối', 'What was refused', handoverForms, { example: 'animal' }) what!: HandoverForm
  @AnimalTag({ optional: true }) animalTag?: string
  @Text('Lý do', 'Reason', { max: 1000, example: 'Trâu gầy yếu, không đủ khối lượng theo dự án' }) reason!: string
}

const refuse = defineRefusals({
  'tag-without-animal': {
    rule: 'Only of a refused animal is an ear tag recorded.', source: 'design',
    vi: (_: { what: HandoverForm }) => 'Chỉ ghi số thẻ tai khi hộ từ chối nhận con giống.',
    en: ({ what }: { what: HandoverForm }) => `An ear tag is of an animal, not of ${what}.`,
  },
  'nothing-left-to-refuse': {
    rule: 'A household refuses what it had not got yet: before that day it had got less than was approved for it.', source: 'design',
    vi: ({ approvedDong, day }: { approvedDong: number; gotDong: number; day: Day }) => `Trước ngày ${formatDay(day)} hộ đã nhận đủ mức hỗ trợ được duyệt ${formatDong(approvedDong)}.`,
    en: ({ approvedDong, day }: { approvedDong: number; gotDong: number; day: Day }) => `Before ${formatDay(day)} the household had got all of the ${formatDong(approvedDong)} approved for it.`,
  },
  'refused-animal-held': {
    rule: 'An animal that a household holds is not offered for handover.', source: 'design',
    vi: ({ animalTag, since }: { animalTag: string; holder: string; since: Day }) => `Vật nuôi số thẻ ${animalTag} đã được giao cho một hộ từ ngày ${formatDay(since)}.`,
    en: ({ animalTag, holder, since }: { animalTag: string; holder: string; since: Day }) => `Animal ${animalTag} has been held by ${holder} since ${formatDay(since)}.`,
  },
})

const kind = handoverRefused.type
const paperSubject = ({ projectId, householdId, what, animalTag }: RecordHandoverRefusal): string =>
  `project:${projectId} household:${householdId} ${what}${animalTag === undefined ? '' : ` animal:${animalTag}`}`

export const recordHandoverRefusal = decision(RecordHandoverRefusal, {
  title: { vi: 'Ghi việc hộ từ chối nhận hỗ trợ', en: 'Record that a household refused a handover' },
  records: handoverRefused,
  reads: (command) => ({
    project: project(command.projectId),
    animals: command.animalTag === undefined ? [] : [animal(command.animalTag)],
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command, { newId }) {
    const { projectId, householdId, what, animalTag, reason, occurredOn, paper } = command
    const approved = approvedOn(projectId, states.project, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    if (animalTag !== undefined && what !== 'animal') return refuse('tag-without-animal', { what })
    const refusal =
      refuseIfRecorded(paper, states.paperRecord) ??
      refuseIfSupported(states.project, approval, householdId, occurredOn) ??
      refuseIfHeld(animalTag, states.animals[0], occurredOn)
    if (refusal) return refusal
    const data = { refusalId: newId('refusal'), projectId, householdId, what, animalTag, reason }
    return [handoverRefused(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

/** Judged by the days before, so that it can be typed in after what the household took instead. */
const refuseIfSupported = ({ households }: Project, { supportDong }: Approval, householdId: string, day: Day): Refusal | undefined => {
  const approvedDong = supportDong[householdId]
  if (approvedDong === undefined) return notBeneficiary(householdId)
  const gotDong = handedOverBefore(inProject(households, householdId), day)
  return gotDong >= approvedDong ? refuse('nothing-left-to-refuse', { approvedDong, gotDong, day }) : undefined
}

const refuseIfHeld = (animalTag = '', state: Animal = { holdings: [] }, day: Day): Refusal | undefined => {
  const held = state.holdings.findLast(({ from }) => from < day)
  const holder = held?.value.holder
  return held && holder?.startsWith('household:') ? refuse('refused-animal-held', { animalTag, holder, since: held.from }) : undefined
}
