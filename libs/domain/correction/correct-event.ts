import { isDeepStrictEqual } from 'node:util'
import type { Decision, DecisionContext, LoadedStates } from '../core/decision.js'
import { kebabCase } from '../core/decision.js'
import type { DecidedEvent, FactEvent } from '../core/event-definition.js'
import { effectiveEvents, eventCorrected, isCorrection, type Correction } from '../core/correction.js'
import { AnyObject, Id, Part, Text } from '../core/fields.js'
import { parseCommand } from '../core/parse-command.js'
import { PaperFields } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { foldState, statesOfTag, tagHistory, type StateRef } from '../core/state.js'

/** Annuls a recorded event, or puts right what it says. */
export class CorrectEvent {
  @Id('Mã sự kiện', 'Event to correct') eventId!: string
  @Part('Giấy tờ', 'Paper of the correction', PaperFields) paper!: PaperFields
  @Text('Căn cứ', 'What was found', { max: 1000 }) finding!: string
  @AnyObject('Nội dung đúng', 'The command as it should have been, without occurredOn and paper; left out, the event is annulled', { optional: true }) replacement?: Record<string, unknown>
}

export const refuse = defineRefusals({
  'event-unknown': {
    rule: 'Only a recorded event can be corrected.', source: 'design',
    vi: ({ eventId }: { eventId: string }) => `Không có sự kiện ${eventId} trong sổ.`,
    en: ({ eventId }: { eventId: string }) => `The log has no event ${eventId}.`,
  },
  'event-not-correctable': {
    rule: 'A correction is not corrected itself: correct the original event again, the last correction holds.', source: 'design',
    vi: ({ type }: { type: string }) => `Không đính chính được sự kiện loại ${type}; hãy đính chính lại sự kiện gốc.`,
    en: ({ type }: { type: string }) => `An event of type ${type} can't be corrected; correct the original event again.`,
  },
  'event-already-annulled': {
    rule: 'What has been annulled is annulled for good: record it anew.', source: 'design',
    vi: ({ annulledBy }: { annulledBy: string }) => `Sự kiện đã bị hủy bởi ${annulledBy}; hãy ghi lại từ đầu.`,
    en: ({ annulledBy }: { annulledBy: string }) => `The event was annulled by ${annulledBy}; record it anew.`,
  },
  'correction-changes-subject': {
    rule: 'A correction keeps project, household, paper and day: where those are wrong, annul and record anew.', source: 'design',
    vi: (_: { tags: readonly string[] }) => 'Đính chính không được đổi dự án, hộ, giấy tờ; hãy hủy sự kiện này và ghi lại.',
    en: (_: { tags: readonly string[] }) => "A correction can't move an event to another project, household or paper: annul it and record it anew.",
  },
  'correction-changes-nothing': {
    rule: 'A correction changes something.', source: 'design',
    vi: (_: { eventId: string }) => 'Nội dung đính chính giống hệt nội dung đang có hiệu lực.',
    en: (_: { eventId: string }) => 'The correction says the same as what already holds.',
  },
})

type Histories = Readonly<Record<string, readonly FactEvent[]>>

/** The decision that corrects what any of `decisions` recorded: the same rules judge the right data, as if the wrong had never been recorded. */
export const correctEventDecision = (decisions: readonly Decision[]): Decision => ({
  name: kebabCase(CorrectEvent.name),
  command: CorrectEvent,
  title: { vi: 'Đính chính hoặc hủy một sự kiện', en: 'Correct or annul an event' },
  records: undefined,
  identifies: (command) => {
    const { replacement } = command as CorrectEvent
    return replacement === undefined ? [] : citizenNumbersIn(replacement)
  },
  cites: (command) => [(command as CorrectEvent).eventId],
  stages: [
    (_, command, context) => historiesOf(context.citedEvent((command as CorrectEvent).eventId)?.tags ?? []),
    (states, command, context) => replayed(decisions, states, command as CorrectEvent, context, 1),
    (states, command, context) => replayed(decisions, states, command as CorrectEvent, context, 2),
    (states, command, context) => replayed(decisions, states, command as CorrectEvent, context, 3),
  ],
  decide: (states, command, context) => decideCorrection(decisions, states as Histories, command as CorrectEvent, context),
})

const decideCorrection = (decisions: readonly Decision[], histories: Histories, command: CorrectEvent, context: DecisionContext) => {
  const original = context.citedEvent(command.eventId)
  if (original === undefined) return refuse('event-unknown', { eventId: command.eventId })
  if (isCorrection(original)) return refuse('event-not-correctable', { type: original.type })
  const earlier = (histories[original.subject] ?? []).filter(isCorrection).findLast(({ data }) => data.correctedEventId === original.eventId)
  if (earlier?.data.effect === 'annulled') return refuse('event-already-annulled', { annulledBy: earlier.eventId })
  const replacement = command.replacement === undefined ? undefined : rightEvent(decisions, histories, command, context, original)
  if (replacement instanceof Refusal) return replacement
  if (replacement !== undefined && isDeepStrictEqual(replacement.data, earlier?.data.replacement ?? original.data)) return refuse('correction-changes-nothing', { eventId: original.eventId })
  const correction = correctionOf(original, command, replacement)
  return brokenInvariant(histories, original, correction) ?? [correction]
}

/** What the original decision gives for the right data, in a log without the original. */
const rightEvent = (decisions: readonly Decision[], histories: Histories, command: CorrectEvent, context: DecisionContext, original: FactEvent): DecidedEvent | Refusal => {
  const row = decisionOf(decisions, original)
  if (row === undefined) return refuse('event-not-correctable', { type: original.type })
  const right = rightCommand(row, command, original)
  const inner: DecisionContext = { ...context, newId: newIdOfOriginal(context, original), isCorrection: true }
  let states: LoadedStates = {}
  for (const stage of row.stages) states = { ...states, ...foldedRefs(stage(states, right, inner), histories, original) }
  const decided = row.decide(states, right, inner)
  if (decided instanceof Refusal) return decided
  const event = decided.find(({ type }) => type === original.type)
  if (event === undefined || !isDeepStrictEqual(event.tags, original.tags)) return refuse('correction-changes-subject', { tags: original.tags })
  return event
}

const correctionOf = (original: FactEvent, { paper, finding }: CorrectEvent, replacement: DecidedEvent | undefined): DecidedEvent<'event-corrected', Correction> => ({
  ...eventCorrected(
    {
      correctedEventId: original.eventId,
      correctedType: original.type,
      correctedVersion: replacement?.version ?? original.version,
      effect: replacement === undefined ? 'annulled' : 'replaced',
      ...(replacement === undefined ? {} : { replacement: replacement.data as Correction['replacement'] & object }),
      finding,
    },
    { occurredOn: original.occurredOn, unit: original.unit, paper, ...(original.ruleSetId === undefined ? {} : { ruleSetId: original.ruleSetId }) },
  ),
  tags: original.tags,
  subject: original.subject,
  correctsEventId: original.eventId,
})

/** The first thing that would no longer hold if the correction did. */
const brokenInvariant = (histories: Histories, original: FactEvent, correction: DecidedEvent): Refusal | undefined => {
  for (const tag of original.tags) {
    const events = effectiveEvents([...(histories[tag] ?? []), { ...correction, eventId: '', commandId: '' }])
    for (const definition of statesOfTag(tag)) {
      const broken = definition.invariant?.(foldState(definition, events), tag)
      if (broken !== undefined) return broken
    }
  }
  return undefined
}

/** The histories of the tags that the original decision reads in its stages up to this one. */
const replayed = (decisions: readonly Decision[], loaded: LoadedStates, command: CorrectEvent, context: DecisionContext, upTo: number): Record<string, StateRef> => {
  const original = context.citedEvent(command.eventId)
  const row = original === undefined || command.replacement === undefined ? undefined : decisionOf(decisions, original)
  if (original === undefined || row === undefined) return {}
  const right = rightCommand(row, command, original)
  const inner: DecisionContext = { ...context, newId: newIdOfOriginal(context, original), isCorrection: true }
  let states: LoadedStates = {}
  let refs: StateRef[] = []
  for (const stage of row.stages.slice(0, upTo)) {
    const stageRefs = stage(states, right, inner)
    refs = [...refs, ...Object.values(stageRefs).flat()]
    states = { ...states, ...foldedRefs(stageRefs, loaded as Histories, original) }
  }
  return historiesOf(refs.map(({ tag }) => tag))
}

const foldedRefs = (refs: Readonly<Record<string, StateRef | readonly StateRef[]>>, histories: Histories, without: FactEvent): Record<string, unknown> => {
  const folded = ({ definition, tag }: StateRef) => {
    const events = (histories[tag] ?? []).filter(({ eventId }) => eventId !== without.eventId)
    return foldState(definition, definition.asRecorded ? events : effectiveEvents(events))
  }
  return Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, 'tag' in ref ? folded(ref) : ref.map(folded)]))
}

const rightCommand = (row: Decision, { replacement }: CorrectEvent, original: FactEvent): object =>
  parseCommand(row.command, { ...replacement, occurredOn: original.occurredOn, paper: original.paper }, 'replacement.')

const decisionOf = (decisions: readonly Decision[], original: FactEvent): Decision | undefined => decisions.find(({ records }) => records?.type === original.type)

const historiesOf = (tags: readonly string[]): Record<string, StateRef> => Object.fromEntries(tags.map((tag) => [tag, tagHistory(tag) as StateRef]))


const newIdOfOriginal = (context: DecisionContext, original: FactEvent) => (name: string): string => context.newIdFor(original.commandId, name)

const citizenNumbersIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(citizenNumbersIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => (key === 'citizenNumber' && typeof each === 'string' ? [each] : citizenNumbersIn(each)))
}
