import type { Day } from '#domain'
import type { DocumentReader, KnownAt } from '../documents.js'
import type { Moment } from '../moment.js'
import { projectFile } from '../project-file/file.js'
import { projectFileModel } from '../project-file/project-file.js'
import { householdHistory, projectsNamedBy, type HouseholdHistory } from './history.js'
import { householdHistoryModel } from './household-history.js'

export interface GetHouseholdHistory {
  readonly householdId: string
  readonly asOf?: Day | undefined
  readonly knownAt?: KnownAt | undefined
  readonly minPosition?: number | undefined
  readonly today: Day
}

/** The household's history at a moment, joined with its projects' files at the same one; undefined where nothing of it was known. */
export const getHouseholdHistory = async (query: GetHouseholdHistory, reader: DocumentReader): Promise<(HouseholdHistory & Moment) | undefined> => {
  const { householdId, asOf, knownAt, minPosition, today } = query
  const day = asOf ?? today
  const { document = { facts: [] }, position, parked } = await reader.at({ model: householdHistoryModel, key: householdId, asOf, knownAt, minPosition })
  if (document.facts.length === 0 && parked === undefined) return undefined
  // The household's own position is the moment: a project's file that is further on by now is read as it was then.
  const files = await Promise.all(projectsNamedBy(document).map(async (projectId) => ({ projectId, ...await reader.at({ model: projectFileModel, key: projectId, asOf, knownAt: position }) })))
  const projects = files.map((file) => projectFile(file.projectId, file.document ?? { facts: [] }, { day }))
  const incomplete = [parked, ...files.map((file) => file.parked)].flatMap((each) => each?.since ?? [])
  return { ...householdHistory(householdId, document, { day, projects }), position, incompleteSince: incomplete.length === 0 ? undefined : Math.min(...incomplete) }
}
