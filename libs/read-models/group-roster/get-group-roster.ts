import type { Day } from '#domain'
import type { DocumentReader, KnownAt } from '../documents.js'
import type { Moment } from '../moment.js'
import { projectOutline, projectOutlineModel } from '../project-outline/project-outline.js'
import { groupRosterModel } from './group-roster.js'
import { groupRoster, projectsOfGroup, type GroupRoster } from './roster.js'

export interface GetGroupRoster {
  readonly groupId: string
  readonly asOf?: Day | undefined
  readonly knownAt?: KnownAt | undefined
  readonly minPosition?: number | undefined
  readonly today: Day
}

/** The group's roster at a moment, joined with its projects' outlines at the same one; undefined where nothing of it was known. */
export const getGroupRoster = async ({ groupId, asOf, knownAt, minPosition, today }: GetGroupRoster, reader: DocumentReader): Promise<(GroupRoster & Moment) | undefined> => {
  const { document = { facts: [] }, position, parked } = await reader.at({ model: groupRosterModel, key: groupId, asOf, knownAt, minPosition })
  if (document.facts.length === 0 && parked === undefined) return undefined
  const day = asOf ?? today
  const outlines = await Promise.all(projectsOfGroup(document).map(async (projectId) => ({ projectId, ...(await reader.at({ model: projectOutlineModel, key: projectId, asOf, knownAt: position })) })))
  const projects = outlines.map((outline) => projectOutline(outline.projectId, outline.document ?? { facts: [] }, day))
  const incomplete = [parked, ...outlines.map((outline) => outline.parked)].flatMap((each) => each?.since ?? [])
  return { ...groupRoster(groupId, document, { day, projects }), position, incompleteSince: incomplete.length === 0 ? undefined : Math.min(...incomplete) }
}
