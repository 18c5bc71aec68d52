import type { Day } from '#domain'
import type { DocumentReader, KnownAt } from '../documents.js'
import type { Moment } from '../moment.js'
import { projectOutline, projectOutlineModel } from '../project-outline/project-outline.js'
import { householdHistory, projectsNamedBy, type HouseholdHistory } from './history.js'
import { householdHistoryModel } from './household-history.js'

export interface GetHouseholdHistory {
  readonly householdId: string
  readonly asOf?: Day | undefined
  readonly knownAt?: KnownAt | undefined
  readonly minPosition?: number | undefined
  readonly today: Day
}

/** The household's history at a moment, joined with its projects' outlines at the same one; undefined where nothing of it was known. */
export const getHouseholdHistory = async (query: GetHouseholdHistory, reader: DocumentReader): Promise<(HouseholdHistory & Moment) | undefined> => {
  const { householdId, asOf, knownAt, minPosition, today } = query
  const day = asOf ?? today
  const { document = { facts: [] }, position, parked } = await reader.at({ model: householdHistoryModel, key: householdId, asOf, knownAt, minPosition })
  if (document.facts.length === 0 && parked === undefined) return undefined
  // The household's own position is the moment: a project that is further on by now is read as it was then.
  const outlines = await Promise.all(projectsNamedBy(document).map(async (projectId) => ({ projectId, ...(await reader.at({ model: projectOutlineModel, key: projectId, asOf, knownAt: position })) })))
  const projects = outlines.map((outline) => projectOutline(outline.projectId, outline.document ?? { facts: [] }, day))
  const incomplete = [parked, ...outlines.map((outline) => outline.parked)].flatMap((each) => each?.since ?? [])
  return { ...householdHistory(householdId, document, { day, projects }), position, incompleteSince: incomplete.length === 0 ? undefined : Math.min(...incomplete) }
}
