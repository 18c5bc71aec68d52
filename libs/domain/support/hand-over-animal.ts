import { animalHandedOver } from '../catalogue/support-events.js'
import { decision } from '../core/decision.js'
import { Count, Dong, Id, OneOf } from '../core/fields.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { approvedOn } from '../project/project-on-day.js'
import { project } from '../project/project.js'
import { refuseWhileSuspended } from '../project/suspension.js'
import { animal, holderOf } from './animal.js'
import { AnimalTag } from './animal-tag.js'
import { species, type Species } from './species.js'
import { refuseSupport, supportLines } from './support-left.js'

/** Hands an animal over to a household as approved support. */
export class HandOverAnimal extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Id('Hộ', 'Household') householdId!: string
  @OneOf('Loài vật nuôi', 'Species', species) species!: Species
  @AnimalTag() animalTag!: string
  @Count('Khối lượng (gam)', 'Weight in grams', { max: 2_000_000, example: 180_000 }) weightGrams!: number
  @Dong('Trị giá', 'Value', { example: 14_000_000 }) valueDong!: number
}

const refuse = defineRefusals({
  'animal-already-handed-over': {
    rule: 'An animal is handed over once; after that it is given back and passed on.', source: 'design',
    vi: ({ animalTag }: { animalTag: string; holder: string }) => `Vật nuôi số thẻ ${animalTag} đã được bàn giao.`,
    en: ({ animalTag, holder }: { animalTag: string; holder: string }) => `Animal ${animalTag} has been handed over already; ${holder} holds it.`,
  },
})

const kind = animalHandedOver.type
const paperSubject = ({ projectId, householdId, animalTag }: HandOverAnimal): string => `project:${projectId} household:${householdId} animal:${animalTag}`

export const handOverAnimal = decision(HandOverAnimal, {
  title: { vi: 'Bàn giao con giống', en: 'Hand over an animal' },
  records: animalHandedOver,
  reads: (command) => ({
    project: project(command.projectId),
    animal: animal(command.animalTag),
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command, { newId }) {
    const { projectId, householdId, animalTag, weightGrams, valueDong, occurredOn, paper } = command
    const approved = approvedOn(projectId, states.project, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    const repeated = refuseIfRecorded(paper, states.paperRecord) ?? refuseWhileSuspended(states.project, occurredOn)
    if (repeated) return repeated
    const held = holderOf(states.animal)
    if (held) return refuse('animal-already-handed-over', { animalTag, holder: held.value.holder })
    const refusal = refuseSupport(states.project, approval, householdId, valueDong)
    if (refusal) return refusal
    const fundingLines = supportLines(states.project, approval, valueDong)
    const data = { handoverId: newId('handover'), projectId, householdId, species: command.species, animalTag, weightGrams, valueDong, fundingLines }
    return [animalHandedOver(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})
