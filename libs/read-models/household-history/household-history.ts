import { foldFact, type FactsDocument } from '../facts/facts.js'
import { idsOfTags } from '../facts/keys-of-tags.js'
import type { ReadModel } from '../read-model.js'

/** Everything that was ever recorded of a household; key: its id. */
export const householdHistoryModel: ReadModel<FactsDocument> = {
  name: 'household-history',
  version: 1,
  keysOf: (event) => idsOfTags('household', event),
  tagOf: (householdId) => `household:${householdId}`,
  fold: foldFact,
}
