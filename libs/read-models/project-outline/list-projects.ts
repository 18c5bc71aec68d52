import type { Day } from '#domain'
import type { ViewStore } from '../view-store.js'
import { projectOutline, projectOutlineModel, type OutlineDocument, type ProjectOutline } from './project-outline.js'

export interface ListProjects {
  /** `next` of the page before. */
  readonly after?: string | undefined
  readonly limit: number
  readonly today: Day
}

export interface ProjectPage {
  readonly projects: readonly ProjectOutline[]
  /** Absent on the last page. */
  readonly next?: string | undefined
}

/** A page of the projects as they are stored now, in the order of their ids. */
export const listProjects = async ({ after, limit, today }: ListProjects, store: Pick<ViewStore, 'getLive' | 'scan'>): Promise<ProjectPage> => {
  const live = await store.getLive(projectOutlineModel.name, [])
  if (live === undefined) return { projects: [] }
  const stored = await store.scan(live.build.id, { after, limit: limit + 1 })
  const projects = stored.slice(0, limit).map(({ key, json }) => projectOutline(key, json === undefined ? { facts: [] } : (JSON.parse(json) as OutlineDocument), today))
  return { projects, next: stored.length > limit ? projects.at(-1)?.projectId : undefined }
}
