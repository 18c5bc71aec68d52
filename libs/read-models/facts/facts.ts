import type { EntrySource, JsonObject, Paper, Position, RecordedEvent, UnitRef } from '#event-log'
import { eventCorrected, type Closed, type Correction } from '#domain'

/** One fact of a household or a project as it holds now, with what held before. Sealed values stay closed. */
export interface Fact {
  readonly eventId: string
  readonly position: Position
  readonly type: string
  readonly version: number
  readonly occurredOn: string
  readonly recordedAt: string
  readonly entrySource: EntrySource
  readonly paper?: Paper
  readonly actorId: string
  readonly actorRole: string
  readonly unit: UnitRef
  readonly ruleSetId?: string
  readonly data: JsonObject
  readonly corrections: readonly FactCorrection[]
  readonly annulled?: true
}

/** Which paper put a fact right, when that became known, and what had held before. */
export interface FactCorrection {
  readonly eventId: string
  readonly position: Position
  readonly recordedAt: string
  readonly paper?: Paper
  readonly actorId: string
  readonly effect: 'replaced' | 'annulled'
  readonly finding: Closed
  readonly before: { readonly version: number; readonly data: JsonObject }
}

/** Facts by the day on which they occurred; those of one day in the order in which they were entered. */
export interface FactsDocument {
  readonly facts: readonly Fact[]
}

/** The same document, whatever order facts of different days are entered in, but for positions and instants. */
export const foldFact = (document: FactsDocument | undefined, event: RecordedEvent): FactsDocument => {
  const facts = document?.facts ?? []
  if (event.type === eventCorrected.type) return { facts: corrected(facts, event, event.data as unknown as Correction) }
  let index = facts.length
  while (index > 0 && (facts[index - 1] as Fact).occurredOn > event.occurredOn) index -= 1
  return { facts: [...facts.slice(0, index), factOf(event), ...facts.slice(index)] }
}

const factOf = ({ eventId, position, type, version, occurredOn, recordedAt, entrySource, paper, actor, unit, ruleSetId, data }: RecordedEvent): Fact => ({
  eventId, position, type, version, occurredOn, recordedAt, entrySource,
  ...(paper === undefined ? {} : { paper }),
  actorId: actor.id, actorRole: actor.role, unit,
  ...(ruleSetId === undefined ? {} : { ruleSetId }),
  data, corrections: [],
})

const corrected = (facts: readonly Fact[], event: RecordedEvent, correction: Correction): Fact[] => {
  const index = facts.findIndex(({ eventId }) => eventId === correction.correctedEventId)
  const fact = facts[index]
  if (fact === undefined) throw new Error(`event ${event.position} corrects ${correction.correctedEventId}, which is not here`)
  return facts.with(index, correctedFact(fact, event, correction))
}

const correctedFact = (fact: Fact, { eventId, position, recordedAt, paper, actor }: RecordedEvent, { effect, finding, replacement, correctedVersion }: Correction): Fact => {
  const noted: FactCorrection = {
    eventId, position, recordedAt,
    ...(paper === undefined ? {} : { paper }),
    actorId: actor.id, effect, finding: finding as Closed, before: { version: fact.version, data: fact.data },
  }
  const corrections = [...fact.corrections, noted]
  if (effect === 'annulled') return { ...fact, corrections, annulled: true }
  return { ...fact, version: correctedVersion, data: replacement as JsonObject, corrections }
}
