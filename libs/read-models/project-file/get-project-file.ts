import type { Day } from '#domain'
import type { DocumentReader, KnownAt } from '../documents.js'
import type { Moment } from '../moment.js'
import type { ProjectFile } from './file.js'
import { projectFile } from './file.js'
import { projectFileModel } from './project-file.js'

export interface GetProjectFile {
  readonly projectId: string
  readonly asOf?: Day | undefined
  readonly knownAt?: KnownAt | undefined
  readonly minPosition?: number | undefined
  readonly today: Day
}

/** The project's file at a moment; undefined where nothing of it was known. */
export const getProjectFile = async ({ projectId, asOf, knownAt, minPosition, today }: GetProjectFile, reader: DocumentReader): Promise<(ProjectFile & Moment) | undefined> => {
  const { document, position, parked } = await reader.at({ model: projectFileModel, key: projectId, asOf, knownAt, minPosition })
  if (document === undefined && parked === undefined) return undefined
  return { ...projectFile(projectId, document ?? { facts: [] }, { day: asOf ?? today }), position, incompleteSince: parked?.since }
}
