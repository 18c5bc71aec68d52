import type { EntrySource, JsonObject, Paper, Position, UnitRef } from '#event-log'
import { foldState, getDefinition, inTodaysShape, type Bilingual, type Closed, type DataOf, type EventDefinition, type FactEvent, type StateDefinition } from '#domain'
import type { Fact, FactsDocument } from './facts.js'

/** A fact for a reader's eyes: its data in today's shape, one sentence, and what was put right. */
export interface FactLine {
  readonly eventId: string
  readonly position: Position
  readonly type: string
  readonly occurredOn: string
  readonly recordedAt: string
  readonly entrySource: EntrySource
  readonly paper?: Paper | undefined
  readonly actorId: string
  readonly actorRole: string
  readonly unit: UnitRef
  readonly ruleSetId?: string | undefined
  readonly sentence: Bilingual
  readonly data: JsonObject
  readonly isAnnulled: boolean
  readonly corrections: readonly CorrectionLine[]
}

export interface CorrectionLine {
  readonly eventId: string
  readonly position: Position
  readonly recordedAt: string
  readonly paper?: Paper | undefined
  readonly actorId: string
  readonly effect: 'replaced' | 'annulled'
  readonly finding: Closed
  readonly sentenceBefore: Bilingual
  readonly dataBefore: JsonObject
}

export const factLines = ({ facts }: FactsDocument): FactLine[] => facts.map(lineOf)

const lineOf = (fact: Fact): FactLine => {
  const { data } = inTodaysShape(fact)
  const { eventId, position, type, occurredOn, recordedAt, entrySource, paper, actorId, actorRole, unit, ruleSetId, annulled } = fact
  return {
    eventId, position, type, occurredOn, recordedAt, entrySource, paper, actorId, actorRole, unit, ruleSetId,
    sentence: getDefinition(type).describe(data), data, isAnnulled: annulled === true,
    corrections: fact.corrections.map(({ before, ...correction }) => {
      const { data: dataBefore } = inTodaysShape({ type, ...before })
      return { ...correction, dataBefore, sentenceBefore: getDefinition(type).describe(dataBefore) }
    }),
  }
}

/** Whether a line is of that kind of event; its data is then of that shape. */
export const isOf = <Definition extends EventDefinition>(definition: Definition, line: FactLine): line is FactLine & { readonly data: DataOf<Definition> & JsonObject } =>
  line.type === definition.type

/** The same state that decisions read: what holds, in the order in which it was recorded. */
export const stateOf = <State>(definition: StateDefinition<State>, lines: readonly FactLine[]): State => {
  const held = lines.filter(({ isAnnulled }) => !isAnnulled).sort((one, other) => one.position - other.position)
  return foldState(definition, held.map(asEvent))
}

/** Corrections have been applied and tags sorted out already: no fold of a state looks at them. */
const asEvent = ({ eventId, type, data, occurredOn, unit, paper, ruleSetId }: FactLine): FactEvent => ({
  eventId, type, version: getDefinition(type).version, data, occurredOn, unit, paper, ruleSetId, commandId: '', tags: [], subject: '',
})
