import { Inject, type Type } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { dayAt, type Day } from '#domain'
import type { UnitRef } from '#event-log'
import { getGroupRoster, getHouseholdHistory, getPool, getProjectBoard, getProjectFile, getRecoveries, listProjects, PositionNotReached, projectOutlineModel, recoveryCalendarModel, withoutZeros, type BoardAnswer, type GetProjectBoard, type GetRecoveries, type GroupRoster, type HistoryLine, type HouseholdHistory, type KnownAt, type Ledgers, type Moment as AnsweredAt, type PoolAnswer, type ProjectFile, type ProjectPage, type RecoveryCalendar } from '#read-models'
import { normalizeCitizenNumber, type FoundHousehold } from '#vault'
import { Runtime } from './runtime.js'

/** Which moment is asked for: what had occurred by a day, of what was recorded by then. */
export interface Moment {
  readonly asOf?: Day | undefined
  readonly knownAt?: KnownAt | undefined
  readonly minPosition?: number | undefined
}

/** `running` leaves out what is zero. */
export type HouseholdHistoryAnswer = Omit<HouseholdHistory, 'lines'> & AnsweredAt & {
  readonly lines: readonly (Omit<HistoryLine, 'running'> & { readonly running: ReturnType<typeof withoutZeros> })[]
}
export type ProjectFileAnswer = ProjectFile & AnsweredAt

/** A household's support history with its names opened; undefined where there is no such household at that moment. */
export class HouseholdHistoryQuery extends Query<HouseholdHistoryAnswer | undefined> {
  constructor(readonly householdId: string, readonly moment: Moment) {
    super()
  }
}

/** A project's file with its texts opened. */
export class ProjectFileQuery extends Query<ProjectFileAnswer | undefined> {
  constructor(readonly projectId: string, readonly moment: Moment) {
    super()
  }
}

export type GroupRosterAnswer = GroupRoster & AnsweredAt

/** A group's roster with its texts opened. */
export class GroupRosterQuery extends Query<GroupRosterAnswer | undefined> {
  constructor(readonly groupId: string, readonly moment: Moment) {
    super()
  }
}

export interface HouseholdSearch {
  /** A name, or a citizen number. */
  readonly q?: string | undefined
  readonly village?: string | undefined
  readonly unit?: UnitRef | undefined
  readonly after?: string | undefined
  readonly limit: number
  readonly minPosition?: number | undefined
}

export interface HouseholdPage {
  readonly households: readonly (FoundHousehold & { readonly unitName: string })[]
  readonly next?: string | undefined
}

export class FindHouseholdsQuery extends Query<HouseholdPage> {
  constructor(readonly search: HouseholdSearch) {
    super()
  }
}

export class ListProjectsQuery extends Query<ProjectPage> {
  constructor(readonly page: { readonly after?: string | undefined; readonly limit: number; readonly minPosition?: number | undefined }) {
    super()
  }
}

/** How many projects and how many đồng stand in each stage. */
export class ProjectBoardQuery extends Query<BoardAnswer> {
  constructor(readonly board: Omit<GetProjectBoard, 'today' | 'onProgress'>) {
    super()
  }
}

/** A project's rotation pool with its texts opened. */
export class PoolQuery extends Query<PoolAnswer | undefined> {
  constructor(readonly projectId: string, readonly moment: Moment) {
    super()
  }
}

/** What falls due in a period, of every project or of one, as it stands on a day. */
export class RecoveriesQuery extends Query<RecoveryCalendar> {
  constructor(readonly asked: Omit<GetRecoveries, 'today' | keyof Moment>, readonly moment: Moment) {
    super()
  }
}

/** Longer than a projection rests under load. */
const listWaitMs = 5_000

const today = (): Day => dayAt(new Date().toISOString())

@QueryHandler(HouseholdHistoryQuery)
class HouseholdHistoryHandler implements IQueryHandler<HouseholdHistoryQuery> {
  readonly #answers = new WeakMap<object, HouseholdHistoryAnswer>()

  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  async execute({ householdId, moment }: HouseholdHistoryQuery): Promise<HouseholdHistoryAnswer | undefined> {
    const found = await getHouseholdHistory({ householdId, ...moment, today: today() }, this.runtime.reader)
    if (found === undefined) return undefined
    const history = await opened(this.runtime, found)
    const answer = this.#answers.get(history) ?? { ...history, lines: withSparseTotals(history.lines) }
    this.#answers.set(history, answer)
    return answer
  }
}

/** Lines that change no total share those of the line before. */
const withSparseTotals = (lines: readonly HistoryLine[]): HouseholdHistoryAnswer['lines'] => {
  const known = new Map<Ledgers, ReturnType<typeof withoutZeros>>()
  return lines.map((line) => {
    const running = known.get(line.running) ?? withoutZeros(line.running)
    known.set(line.running, running)
    return { ...line, running }
  })
}

@QueryHandler(ProjectFileQuery)
class ProjectFileHandler implements IQueryHandler<ProjectFileQuery> {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  async execute({ projectId, moment }: ProjectFileQuery): Promise<ProjectFileAnswer | undefined> {
    const found = await getProjectFile({ projectId, ...moment, today: today() }, this.runtime.reader)
    return found === undefined ? undefined : opened(this.runtime, found)
  }
}

@QueryHandler(GroupRosterQuery)
class GroupRosterHandler implements IQueryHandler<GroupRosterQuery> {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  async execute({ groupId, moment }: GroupRosterQuery): Promise<GroupRosterAnswer | undefined> {
    const found = await getGroupRoster({ groupId, ...moment, today: today() }, this.runtime.reader)
    return found === undefined ? undefined : opened(this.runtime, found)
  }
}

@QueryHandler(FindHouseholdsQuery)
class FindHouseholdsHandler implements IQueryHandler<FindHouseholdsQuery> {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  async execute({ search }: FindHouseholdsQuery): Promise<HouseholdPage> {
    const { vault, directory, unitNames } = this.runtime
    await directory.catchUp()
    const { q, minPosition: _, ...rest } = search
    const number = q === undefined ? undefined : citizenNumberIn(q)
    const personId = number === undefined ? undefined : await vault.findPersonId(number)
    if (number !== undefined && personId === undefined) return { households: [] }
    const { households, next } = await vault.names.find(personId === undefined ? { ...rest, q } : { ...rest, personId })
    return { households: await Promise.all(households.map(async (household) => ({ ...household, unitName: await unitNames.get(household.unit) }))), next }
  }
}

@QueryHandler(ListProjectsQuery)
class ListProjectsHandler implements IQueryHandler<ListProjectsQuery> {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  async execute({ page: { after, limit, minPosition = 0 } }: ListProjectsQuery): Promise<ProjectPage> {
    const { engine, log, views } = this.runtime
    if (!(await engine.waitFor(projectOutlineModel.name, minPosition, listWaitMs))) throw new PositionNotReached(minPosition, await log.head())
    return listProjects({ after, limit, today: today() }, views)
  }
}

@QueryHandler(ProjectBoardQuery)
class ProjectBoardHandler implements IQueryHandler<ProjectBoardQuery> {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  async execute({ board }: ProjectBoardQuery): Promise<BoardAnswer> {
    const { engine, log, views: store } = this.runtime
    const { minPosition = 0 } = board
    // The log answers where the stored outlines don't come that far; what was never recorded isn't waited for.
    if (minPosition <= (await log.head())) await engine.waitFor(projectOutlineModel.name, minPosition, listWaitMs)
    return getProjectBoard({ ...board, today: today() }, { log, store })
  }
}

@QueryHandler(PoolQuery)
class PoolHandler implements IQueryHandler<PoolQuery> {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  async execute({ projectId, moment }: PoolQuery): Promise<PoolAnswer | undefined> {
    const found = await getPool({ projectId, ...moment, today: today() }, this.runtime.reader)
    return found === undefined ? undefined : opened(this.runtime, found)
  }
}

@QueryHandler(RecoveriesQuery)
class RecoveriesHandler implements IQueryHandler<RecoveriesQuery> {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  /** Which projects there are is known from the views: for a moment that was asked for they must have come as far. */
  async execute({ asked, moment: { asOf, knownAt, minPosition = 0 } }: RecoveriesQuery): Promise<RecoveryCalendar> {
    const { engine, log, views: store, reader } = this.runtime
    const head = await log.head()
    const needed = knownAt === undefined ? minPosition : Math.max(minPosition, head)
    if (!(await engine.waitFor(recoveryCalendarModel.name, needed, listWaitMs))) throw new PositionNotReached(needed, head)
    return getRecoveries({ ...asked, asOf, knownAt, today: today() }, { reader, store })
  }
}

const opened = async <Answer>({ vault }: Runtime, answer: Answer): Promise<Answer> => {
  const [open] = await vault.open([answer])
  return open as Answer
}

/** The citizen number that a search text is, if it is one. */
const citizenNumberIn = (text: string): string | undefined => {
  const digits = text.replace(/[\s.]/g, '')
  return /^(\d{9}|\d{12})$/.test(digits) ? normalizeCitizenNumber(digits) : undefined
}

export const queryHandlers: readonly Type<unknown>[] = [
  HouseholdHistoryHandler, ProjectFileHandler, FindHouseholdsHandler, ListProjectsHandler, GroupRosterHandler, ProjectBoardHandler, PoolHandler, RecoveriesHandler,
]

