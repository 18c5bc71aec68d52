import type { UnitRef } from '#event-log'
import type { DatedList, Day } from '#domain'
import { outlineAsOf, projectOutline, type OutlineDocument, type ProjectOutline } from '../project-outline/project-outline.js'

type ProjectStage = ProjectOutline['stages'][number]['value']

/** What stands in one stage: how many projects, how many đồng, and which of them has stood there longest. */
export interface BoardStage {
  readonly stage: ProjectStage
  readonly projects: number
  /** Of each project the State budget where it was approved, else the proposed cost. */
  readonly amountDong: number
  readonly oldest: OldestProject
}

export interface OldestProject {
  readonly projectId: string
  readonly name?: string | undefined
  /** The day on which its stage began. */
  readonly since: Day
  readonly ageDays: number
}

/** The smallest part of a board: the projects of one unit, mode and programme in one stage. */
export interface BoardCell extends BoardStage {
  readonly unit?: UnitRef | undefined
  readonly mode?: string | undefined
  readonly programmeId?: string | undefined
}

/** In the order of a project's life; a stage that is not named here stands last. */
const stageOrder: readonly string[] = [
  'proposed', 'submitted', 'revision-requested', 'appraised', 'withdrawn', 'approved', 'rejected', 'contracted', 'in-progress', 'suspended', 'accepted',
  'completed', 'closed', 'cancelled',
]

/** Adds projects up one by one; what it keeps grows with units and stages, not with projects. */
export class BoardTally {
  readonly #cells = new Map<string, BoardCell>()

  constructor(readonly day: Day) {}

  get cells(): BoardCell[] {
    return [...this.#cells.values()]
  }

  add(projectId: string, document: OutlineDocument): void {
    const { stages, name, unit, mode, programmeId, budgetDong, proposedCostDong = 0 } = projectOutline(projectId, outlineAsOf(document, this.day), this.day)
    const held = stageSince(stages, this.day)
    if (held === undefined) return
    const { stage, since } = held
    const key = JSON.stringify([unit?.codeSet, unit?.code, mode, programmeId, stage])
    const one: BoardStage = { stage, projects: 1, amountDong: budgetDong ?? proposedCostDong, oldest: { projectId, name, since, ageDays: daysBetween(since, this.day) } }
    const before = this.#cells.get(key)
    this.#cells.set(key, { unit, mode, programmeId, ...(before === undefined ? one : plus(before, one)) })
  }
}

/** The stage of a day and when it began: entries that repeat it don't begin it anew. */
const stageSince = (stages: DatedList<ProjectStage>, day: Day): { readonly stage: ProjectStage; readonly since: Day } | undefined => {
  let index = stages.findLastIndex(({ from }) => from <= day)
  const held = stages[index]
  if (held === undefined) return undefined
  while (stages[index - 1]?.value === held.value) index -= 1
  return { stage: held.value, since: stages[index]?.from ?? held.from }
}

const dayMs = 86_400_000
const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / dayMs

const plus = (one: BoardStage, other: BoardStage): BoardStage => ({
  stage: one.stage,
  projects: one.projects + other.projects,
  amountDong: one.amountDong + other.amountDong,
  oldest: isOlder(other.oldest, one.oldest) ? other.oldest : one.oldest,
})

/** Of two that began on the same day the lower id is named, so that the same board always names the same one. */
const isOlder = (one: OldestProject, other: OldestProject): boolean => one.since < other.since || (one.since === other.since && one.projectId < other.projectId)

/** The cells added up by stage, in the order of a project's life. */
export const stagesOf = (cells: readonly BoardCell[]): BoardStage[] => {
  const stages = new Map<string, BoardStage>()
  for (const { stage, projects, amountDong, oldest } of cells) {
    const one = { stage, projects, amountDong, oldest }
    const before = stages.get(stage)
    stages.set(stage, before === undefined ? one : plus(before, one))
  }
  return [...stages.values()].sort((one, other) => rankOf(one.stage) - rankOf(other.stage))
}

const rankOf = (stage: string): number => (stageOrder.includes(stage) ? stageOrder.indexOf(stage) : stageOrder.length)
