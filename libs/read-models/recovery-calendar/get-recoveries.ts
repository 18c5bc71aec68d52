import type { Position, UnitRef } from '#event-log'
import type { Day } from '#domain'
import type { DocumentReader, KnownAt } from '../documents.js'
import type { Moment } from '../moment.js'
import { projectOutline, projectOutlineModel } from '../project-outline/project-outline.js'
import type { Build, ViewStore } from '../view-store.js'
import { recoveryRows, recoverySums, sumsBy, type Period, type RecoveryRow, type RecoverySums } from './calendar.js'
import { recoveryCalendarModel, recoveryCalendarTypes } from './recovery-calendar.js'

export interface GetRecoveries extends Period {
  readonly unit?: UnitRef | undefined
  readonly projectId?: string | undefined
  /** Only what is late on the day. */
  readonly lateOnly?: boolean | undefined
  readonly asOf?: Day | undefined
  readonly knownAt?: KnownAt | undefined
  readonly today: Day
}

/** What falls due in a period, of every project, as it stands on a day: row by row, and summed. */
export interface RecoveryCalendar extends Moment, Period {
  readonly day: Day
  readonly totals: RecoverySums
  readonly byUnit: readonly (RecoverySums & { readonly unit: UnitRef })[]
  readonly byProject: readonly (RecoverySums & { readonly projectId: string; readonly projectName?: string | undefined })[]
  readonly byHousehold: readonly (RecoverySums & { readonly householdId: string })[]
  /** In the order of the days on which they fall due. */
  readonly rows: readonly RecoveryRow[]
}

export interface RecoveryViews {
  readonly reader: DocumentReader
  readonly store: Pick<ViewStore, 'getLive' | 'scan'>
}

/** Documents of all projects at one moment: where a page was read earlier than the next, both are taken back to one position. */
export const getRecoveries = async (query: GetRecoveries, views: RecoveryViews): Promise<RecoveryCalendar> => {
  const { from, to, unit, lateOnly, asOf, today } = query
  const day = asOf ?? today
  const { position, projectIds } = await projectsAt(query, views)
  const rows: RecoveryRow[] = []
  const incomplete: Position[] = []
  for (const key of projectIds) {
    const { document, parked } = await views.reader.at({ model: recoveryCalendarModel, key, asOf, knownAt: position })
    if (parked !== undefined) incomplete.push(parked.since)
    if (document !== undefined) rows.push(...recoveryRows(document, { from, to }, day))
  }
  const kept = rows.filter((row) => isIn(row.unit, unit) && (lateOnly !== true || row.lateSince !== undefined)).sort(byDay)
  return { ...(await summed(kept, { asOf, position, day }, views)), from, to, day, position, incompleteSince: incomplete.length === 0 ? undefined : Math.min(...incomplete) }
}

interface At {
  readonly asOf?: Day | undefined
  readonly position: Position
  readonly day: Day
}

const summed = async (rows: readonly RecoveryRow[], { asOf, position, day }: At, { reader }: RecoveryViews): Promise<Pick<RecoveryCalendar, 'totals' | 'byUnit' | 'byProject' | 'byHousehold' | 'rows'>> => {
  const projects = await Promise.all([...sumsBy(rows, (row) => row.projectId)].map(async ([projectId, sums]) => {
    const { document = { facts: [] } } = await reader.at({ model: projectOutlineModel, key: projectId, asOf, knownAt: position })
    return { projectId, projectName: projectOutline(projectId, document, day).name, ...sums }
  }))
  return {
    rows, totals: recoverySums(rows), byProject: projects,
    byUnit: [...sumsBy(rows, ({ unit: { codeSet, code } }) => `${codeSet}/${code}`)].map(([text, sums]) => ({ unit: unitOf(text), ...sums })),
    byHousehold: [...sumsBy(rows, (row) => row.householdId)].map(([householdId, sums]) => ({ householdId, ...sums })),
  }
}

const pageSize = 500

/** The moment that is asked for, and the projects in which anything was ever owed by then. */
const projectsAt = async ({ knownAt, projectId }: GetRecoveries, { reader, store }: RecoveryViews): Promise<{ readonly position: Position; readonly projectIds: readonly string[] }> => {
  // Any key will do: a document that isn't there is at the same position as one that is.
  const { position } = await reader.at({ model: recoveryCalendarModel, key: projectId ?? '', knownAt })
  if (projectId !== undefined) return { position, projectIds: [projectId] }
  for (;;) {
    const build = await liveBuild(store)
    const projectIds = new Set(build === undefined ? [] : await keysOf(build, store))
    // What the build has not reached yet stands in the log; a build that was replaced may have lost keys meanwhile.
    for await (const events of reader.options.log.read({ types: recoveryCalendarTypes, after: build?.position ?? 0, upTo: position })) {
      for (const event of events) for (const key of recoveryCalendarModel.keysOf(event)) projectIds.add(key)
    }
    if ((await liveBuild(store))?.id === build?.id) return { position, projectIds: [...projectIds] }
  }
}

const liveBuild = async (store: RecoveryViews['store']): Promise<Build | undefined> => {
  const build = (await store.getLive(recoveryCalendarModel.name, []))?.build
  return build?.version === recoveryCalendarModel.version ? build : undefined
}

const keysOf = async ({ id }: Build, store: RecoveryViews['store']): Promise<readonly string[]> => {
  const keys: string[] = []
  for (;;) {
    const page = await store.scan(id, { after: keys.at(-1), limit: pageSize })
    keys.push(...page.map(({ key }) => key))
    if (page.length < pageSize) return keys
  }
}

const isIn = (unit: UnitRef, wanted: UnitRef | undefined): boolean => wanted === undefined || (unit.codeSet === wanted.codeSet && unit.code === wanted.code)

const unitOf = (text: string): UnitRef => {
  const slash = text.indexOf('/')
  return { codeSet: text.slice(0, slash), code: text.slice(slash + 1) }
}

const byDay = (one: RecoveryRow, other: RecoveryRow): number => order(one).localeCompare(order(other))
const order = ({ dueOn, projectId, householdId, obligationId }: RecoveryRow): string => [dueOn[0] ?? '', projectId, householdId, obligationId].join(' ')
