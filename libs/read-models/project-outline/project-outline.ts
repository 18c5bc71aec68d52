import type { JsonObject, RecordedEvent, UnitRef } from '#event-log'
import {
  eventCorrected, heldOn, inTodaysShape, projectApproved, projectProposed, sumDong, withDated,
  type Correction, type DataOf, type DatedList, type Day, type ProjectStage,
} from '#domain'
import { isMoveType, movedBy } from '#domain/project/moved-by'
import { stagesOf, type Moved } from '#domain/project/project-path'
import { factTypeOf, idsOfTags } from '../facts/keys-of-tags.js'
import type { ReadModel } from '../read-model.js'

interface StageFact {
  readonly eventId: string
  readonly moved: Moved
  readonly occurredOn: Day
  readonly proposal?: Proposal
  readonly budgetDong?: number
  readonly annulled?: true
}

interface Proposal {
  readonly name: string
  readonly mode: string
  readonly kind: string
  readonly unit: UnitRef
  readonly programmeId: string
  readonly proposedCostDong: number
}

/** What moved the project from stage to stage, in the order in which it was recorded. */
export interface OutlineDocument {
  readonly facts: readonly StageFact[]
}

/**
 * What is shown of a project wherever it is named: small, however long its file grows, since every history of its
 * households is joined with it. Key: the project's id.
 */
export const projectOutlineModel: ReadModel<OutlineDocument> = {
  name: 'project-outline',
  version: 2,
  isListed: true,
  keysOf: (event) => (isMoveType(factTypeOf(event)) ? idsOfTags('project', event) : []),
  tagOf: (projectId) => `project:${projectId}`,
  fold: (document, event) => {
    const facts = document?.facts ?? []
    if (event.type !== eventCorrected.type) return { facts: [...facts, stageFact(event)] }
    const { correctedEventId, correctedType, correctedVersion, effect, replacement } = event.data as unknown as Correction
    return {
      facts: facts.map((fact) => {
        if (fact.eventId !== correctedEventId) return fact
        if (effect === 'annulled') return { ...fact, annulled: true }
        return stageFact({ ...event, eventId: correctedEventId, type: correctedType, version: correctedVersion, data: replacement as JsonObject })
      }),
    }
  },
}

const stageFact = (event: RecordedEvent): StageFact => {
  const { eventId, type, occurredOn, data } = inTodaysShape(event)
  const moved = movedBy({ type, data })
  if (moved === undefined) throw new Error(`${type} is no stage of a project`)
  const fact = { eventId, moved, occurredOn }
  if (type === projectProposed.type) {
    const { name, mode, kind, unit, programmeId, proposedCostDong } = data as unknown as DataOf<typeof projectProposed>
    return { ...fact, proposal: { name, mode, kind, unit, programmeId, proposedCostDong } }
  }
  if (type !== projectApproved.type) return fact
  const { budget } = data as unknown as DataOf<typeof projectApproved>
  return { ...fact, budgetDong: sumDong(budget.flatMap(({ fundingLines }) => fundingLines)) }
}

/** Enough to tell projects apart, and how one stands on a day. */
export interface ProjectOutline extends Partial<Proposal> {
  readonly projectId: string
  readonly proposedOn?: Day | undefined
  readonly stages: DatedList<ProjectStage>
  readonly stageNow?: ProjectStage | undefined
  readonly budgetDong?: number | undefined
}

export const projectOutline = (projectId: string, { facts }: OutlineDocument, day: Day): ProjectOutline => {
  const holding = facts.filter(({ annulled }) => annulled !== true)
  const proposed = holding.find(({ proposal }) => proposal !== undefined)
  const dated = stagesOf(holding.reduce<DatedList<Moved>>((list, { occurredOn, moved }) => withDated(list, occurredOn, moved), []))
  return {
    projectId, ...proposed?.proposal, proposedOn: proposed?.occurredOn,
    stages: dated, stageNow: heldOn(dated, day), budgetDong: holding.find(({ budgetDong }) => budgetDong !== undefined)?.budgetDong,
  }
}

/**
 * The document as folded from what occurred by a day alone: a correction bears the day of what it corrects, so leaving
 * out the later facts leaves out their corrections too.
 */
export const outlineAsOf = ({ facts }: OutlineDocument, day: Day): OutlineDocument => ({ facts: facts.filter(({ occurredOn }) => occurredOn <= day) })
