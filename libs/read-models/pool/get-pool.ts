import type { Day } from '#domain'
import type { DocumentReader, KnownAt } from '../documents.js'
import type { Moment } from '../moment.js'
import { projectOutline, projectOutlineModel } from '../project-outline/project-outline.js'
import { poolView, type PoolView } from './pool-view.js'
import { poolModel } from './pool.js'

export interface GetPool {
  readonly projectId: string
  readonly asOf?: Day | undefined
  readonly knownAt?: KnownAt | undefined
  readonly minPosition?: number | undefined
  readonly today: Day
}

export type PoolAnswer = PoolView & Moment & { readonly projectName?: string | undefined }

/** The project's pool at a moment, empty where nothing came in yet; undefined where the project was not known. */
export const getPool = async ({ projectId, asOf, knownAt, minPosition, today }: GetPool, reader: DocumentReader): Promise<PoolAnswer | undefined> => {
  const day = asOf ?? today
  const outline = await reader.at({ model: projectOutlineModel, key: projectId, asOf, knownAt, minPosition })
  if (outline.document === undefined && outline.parked === undefined) return undefined
  const { position } = outline
  const { document = { facts: [] }, parked } = await reader.at({ model: poolModel, key: projectId, asOf, knownAt: position })
  const { name } = projectOutline(projectId, outline.document ?? { facts: [] }, day)
  return { ...poolView(projectId, document, { day }), projectName: name, position, incompleteSince: parked?.since }
}
