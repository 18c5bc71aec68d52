import { foldFact, type FactsDocument } from '../facts/facts.js'
import { idsOfTags } from '../facts/keys-of-tags.js'
import type { ReadModel } from '../read-model.js'

/** Everything that was ever recorded of a project; key: its id. */
export const projectFileModel: ReadModel<FactsDocument> = {
  name: 'project-file',
  version: 1,
  keysOf: (event) => idsOfTags('project', event),
  tagOf: (projectId) => `project:${projectId}`,
  fold: foldFact,
}
