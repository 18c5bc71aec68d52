import type { UnitRef } from '#event-log'
import type { Day } from '#domain'
import type { ProjectStage } from '#domain/project/project'
import type { FactsDocument } from '../facts/facts.js'
import type { ViewStore } from '../view-store.js'
import { projectFile } from './file.js'
import { projectFileModel } from './project-file.js'

export interface ListProjects {
  /** `next` of the page before. */
  readonly after?: string | undefined
  readonly limit: number
  readonly today: Day
}

export interface ProjectPage {
  readonly projects: readonly ProjectSummary[]
  /** Absent on the last page. */
  readonly next?: string | undefined
}

/** Enough to choose a project's file by. */
export interface ProjectSummary {
  readonly projectId: string
  readonly name?: string | undefined
  readonly mode?: string | undefined
  readonly kind?: string | undefined
  readonly unit?: UnitRef | undefined
  readonly proposedOn?: Day | undefined
  readonly stage?: ProjectStage | undefined
  readonly budgetDong?: number | undefined
}

/** A page of the projects as they are stored now, in the order of their ids. */
export const listProjects = async ({ after, limit, today }: ListProjects, store: Pick<ViewStore, 'getLive' | 'scan'>): Promise<ProjectPage> => {
  const live = await store.getLive(projectFileModel.name, [])
  if (live === undefined) return { projects: [] }
  const stored = await store.scan(live.build.id, { after, limit: limit + 1 })
  const projects = stored.slice(0, limit).map(({ key, json }) => summaryOf(key, json === undefined ? { facts: [] } : (JSON.parse(json) as FactsDocument), today))
  return { projects, next: stored.length > limit ? projects.at(-1)?.projectId : undefined }
}

const summaryOf = (projectId: string, document: FactsDocument, today: Day): ProjectSummary => {
  const { proposal, stage, approval } = projectFile(projectId, document, { day: today })
  return { projectId, name: proposal?.name, mode: proposal?.mode, kind: proposal?.kind, unit: proposal?.unit, proposedOn: proposal?.proposedOn, stage, budgetDong: approval?.budgetDong }
}
