import { foldFact, type FactsDocument } from '../facts/facts.js'
import { idsOfTags } from '../facts/keys-of-tags.js'
import type { ReadModel } from '../read-model.js'

/** Everything that was ever recorded of a project's rotation pool; key: the project's id. */
export const poolModel: ReadModel<FactsDocument> = {
  name: 'pool',
  version: 1,
  keysOf: (event) => idsOfTags('pool', event),
  tagOf: (projectId) => `pool:${projectId}`,
  fold: foldFact,
}
