import { foldFact, type FactsDocument } from '../facts/facts.js'
import { idsOfTags } from '../facts/keys-of-tags.js'
import type { ReadModel } from '../read-model.js'

/** Everything that was ever recorded of a group, with the projects that it proposed; key: its id. */
export const groupRosterModel: ReadModel<FactsDocument> = {
  name: 'group-roster',
  version: 1,
  keysOf: (event) => idsOfTags('group', event),
  tagOf: (groupId) => `group:${groupId}`,
  fold: foldFact,
}
