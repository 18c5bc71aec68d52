import { recoveryReceived, type Recovered } from '../catalogue/obligation-events.js'
import { decision } from '../core/decision.js'
import { Dong, Id, OneOf, Part, Parts } from '../core/fields.js'
import { splitAcross } from '../core/money.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { Refusal } from '../core/refusal.js'
import { refuseUnlessOneForm } from '../project/one-form.js'
import { approvedOn } from '../project/project-on-day.js'
import { project } from '../project/project.js'
import { refuseIfPoolClosed } from '../rotation/pool-on-day.js'
import { animal } from '../support/animal.js'
import { AnimalTag } from '../support/animal-tag.js'
import { species, type Species } from '../support/species.js'
import { obligation } from './obligation.js'
import { refuseAnimals } from './recovered-animals.js'
import { refuseRecovery } from './recovery-left.js'

export class AnimalTagFields {
  @AnimalTag() animalTag!: string
}

export class RecoveredAnimalsFields {
  @OneOf('Loài vật nuôi', 'Species', species) species!: Species
  @Parts('Các con vật', 'Animals', AnimalTagFields, { max: 100 }) tags!: AnimalTagFields[]
  @Dong('Trị giá thỏa thuận', 'Agreed value', { example: 9_000_000 }) valueDong!: number
}

/** Records what a household gave back of what it owes: money or animals, as the obligation says. */
export class RecordRecovery extends PaperCommand {
  @Id('Nghĩa vụ hoàn trả', 'Obligation') obligationId!: string
  @Dong('Số tiền hoàn trả', 'Amount given back', { optional: true, example: 4_000_000 }) amountDong?: number
  @Part('Vật nuôi hoàn trả', 'Animals given back', RecoveredAnimalsFields, { optional: true }) animals?: RecoveredAnimalsFields
}

const kind = recoveryReceived.type
const paperSubject = ({ obligationId }: RecordRecovery): string => `obligation:${obligationId}`

export const recordRecovery = decision(RecordRecovery, {
  title: { vi: 'Ghi hoàn trả của hộ', en: 'Record a recovery' },
  records: recoveryReceived,
  reads: (command) => ({
    obligation: obligation(command.obligationId),
    animals: (command.animals?.tags ?? []).map(({ animalTag }) => animal(animalTag)),
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  thenReads: ({ obligation: { created } }) => ({ projects: created === undefined ? [] : [project(created.projectId)] }),
  decide(states, command, { newId }) {
    const { obligationId, amountDong, animals, occurredOn, paper } = command
    const malformed = refuseUnlessOneForm({ amountDong, animals }) ?? refuseIfRecorded(paper, states.paperRecord)
    if (malformed) return malformed
    const recovered = recoveredOf(command)
    const { created } = states.obligation
    const [owing] = states.projects
    const refusal = refuseRecovery(obligationId, states.obligation, recovered, occurredOn)
    if (refusal || created === undefined || owing === undefined) return refusal ?? []
    const { projectId, householdId } = created
    const closed = refuseIfPoolClosed(owing.poolClosedOn, occurredOn)
    if (closed) return closed
    const moved = recovered.unit === 'animals' ? refuseAnimals(recovered.animalTags, states.animals, householdId, occurredOn) : undefined
    if (moved) return moved
    const approved = approvedOn(projectId, owing, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    const fundingLines = splitAcross(approval.budgetLines, recovered.unit === 'dong' ? recovered.amountDong : recovered.valueDong)
    const data = { recoveryId: newId('recovery'), obligationId, projectId, householdId, recovered, fundingLines }
    return [recoveryReceived(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

const recoveredOf = ({ amountDong, animals }: RecordRecovery): Recovered => {
  if (animals === undefined) return { unit: 'dong', amountDong: amountDong ?? 0 }
  const animalTags = animals.tags.map(({ animalTag }) => animalTag)
  return { unit: 'animals', species: animals.species, count: animalTags.length, animalTags, valueDong: animals.valueDong }
}
