import { eventCorrected, obligationCreated, obligationRescheduled, recoveryReceived } from '#domain'
import { foldFact, type FactsDocument } from '../facts/facts.js'
import { factTypeOf, idsOfTags } from '../facts/keys-of-tags.js'
import type { ReadModel } from '../read-model.js'

const types: ReadonlySet<string> = new Set([obligationCreated.type, obligationRescheduled.type, recoveryReceived.type])

/** The types of event that calendars are folded from. */
export const recoveryCalendarTypes: readonly string[] = [...types, eventCorrected.type]

/** What a project's households owe, when, and what they gave back: as small as that, since calendars read every project's. Key: the project's id. */
export const recoveryCalendarModel: ReadModel<FactsDocument> = {
  name: 'recovery-calendar',
  version: 1,
  keysOf: (event) => (types.has(factTypeOf(event)) ? idsOfTags('project', event) : []),
  tagOf: (projectId) => `project:${projectId}`,
  fold: foldFact,
}
