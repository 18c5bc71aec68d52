import type { EventLog, Position, UnitRef } from '#event-log'
import { endOfDay, isDay, unitTag, type Day } from '#domain'
import type { ProjectMode } from '#domain/programme/rules'
import { PositionNotReached, type KnownAt } from '../documents.js'
import type { Moment } from '../moment.js'
import { BoardTally } from './board-cells.js'
import { findProgramme, programmesOf, unitsWithParents } from './board-places.js'
import { BuildReplaced, foldedOutlines, liveOutlines, storedOutlines, type OutlineAt, type OutlineStore } from './outlines-at.js'
import { projectBoard, type BoardGrouping, type BoardView, type ProjectBoard } from './project-board.js'

export interface GetProjectBoard {
  readonly groupBy: BoardGrouping
  readonly unit?: UnitRef | undefined
  readonly mode?: ProjectMode | undefined
  /** A code or an id. */
  readonly programme?: string | undefined
  readonly asOf?: Day | undefined
  readonly knownAt?: KnownAt | undefined
  readonly minPosition?: Position | undefined
  readonly today: Day
  /** How far a sweep over the log is, which may take seconds. */
  readonly onProgress?: ((position: Position) => void) | undefined
}

export interface BoardSources {
  readonly log: Pick<EventLog, 'read' | 'head' | 'positionAt'>
  readonly store: OutlineStore
}

export interface BoardAnswer extends ProjectBoard, Moment {
  /** From the stored outlines, or, for what was known at an earlier moment, from the log. */
  readonly computedFrom: 'stored' | 'log'
  readonly tookMs: number
}

/** The board is asked of a unit or a programme that there is none. */
export class NoSuchBoardFilter extends Error {
  override readonly name = 'NoSuchBoardFilter'
  constructor(readonly field: 'unit' | 'programme') {
    super(`there is no such ${field}`)
  }
}

/**
 * All projects of one moment, counted by stage. A day alone needs no sweep over the log, since stored outlines keep the
 * day of every stage; what was known earlier does.
 */
export const getProjectBoard = async (query: GetProjectBoard, sources: BoardSources): Promise<BoardAnswer> => {
  const startedAt = performance.now()
  const view = await viewOf(query, sources)
  const day = query.asOf ?? query.today
  const upTo = await positionOf(query.knownAt, sources)
  const counted = (await countedFromStored(query, { day, upTo }, sources)) ?? (await countedFromLog(query, { day, upTo }, sources))
  const { tally: { cells }, position, incompleteSince, computedFrom } = counted
  const units = await unitsWithParents(sources.log, cells.flatMap(({ unit }) => unit ?? []), position)
  const programmes = await programmesOf(sources.log, cells.flatMap(({ programmeId }) => programmeId ?? []), position)
  const board = projectBoard(day, cells, { view, places: { units, programmes } })
  return { ...board, position, incompleteSince, computedFrom, tookMs: Math.round(performance.now() - startedAt) }
}

interface Counted extends Moment {
  readonly tally: BoardTally
  readonly computedFrom: 'stored' | 'log'
}

interface AskedMoment {
  readonly day: Day
  /** Undefined for now. */
  readonly upTo: Position | undefined
}

/** Undefined where the stored outlines are not those of the moment. */
const countedFromStored = async ({ minPosition = 0 }: GetProjectBoard, { day, upTo }: AskedMoment, { log, store }: BoardSources): Promise<Counted | undefined> => {
  const build = await liveOutlines(store)
  if (build === undefined || build.position < minPosition || (upTo !== undefined && upTo !== build.position)) return undefined
  try {
    return { ...(await counted(day, storedOutlines(log, store, build))), position: build.position, computedFrom: 'stored' }
  } catch (error) {
    if (error instanceof BuildReplaced) return undefined
    throw error
  }
}

const countedFromLog = async ({ minPosition = 0, onProgress = () => undefined }: GetProjectBoard, { day, upTo }: AskedMoment, { log }: BoardSources): Promise<Counted> => {
  const position = upTo ?? (await log.head())
  if (position < minPosition && upTo === undefined) throw new PositionNotReached(minPosition, position)
  return { ...(await counted(day, foldedOutlines(log, position, onProgress))), position, computedFrom: 'log' }
}

const counted = async (day: Day, outlines: AsyncIterable<OutlineAt>): Promise<{ readonly tally: BoardTally; readonly incompleteSince?: Position | undefined }> => {
  const tally = new BoardTally(day)
  let incompleteSince: Position | undefined
  for await (const { projectId, document, incompleteSince: since } of outlines) {
    if (document !== undefined) tally.add(projectId, document)
    if (since !== undefined) incompleteSince = Math.min(since, incompleteSince ?? since)
  }
  return { tally, incompleteSince }
}

/** What is asked for exists by what is known today: an earlier moment that knew nothing of it is an empty board. */
const viewOf = async ({ groupBy, unit, mode, programme }: GetProjectBoard, { log }: BoardSources): Promise<BoardView> => {
  const head = await log.head()
  if (unit !== undefined && !(await unitsWithParents(log, [unit], head)).has(unitTag(unit))) throw new NoSuchBoardFilter('unit')
  const found = programme === undefined ? undefined : await findProgramme(log, programme, head)
  if (programme !== undefined && found === undefined) throw new NoSuchBoardFilter('programme')
  return { groupBy, unit, mode, programmeId: found?.programmeId }
}

/** What is not yet past is cut to the head. */
const positionOf = async (knownAt: KnownAt | undefined, { log }: BoardSources): Promise<Position | undefined> => {
  if (knownAt === undefined) return undefined
  const asked = typeof knownAt === 'number' ? knownAt : await log.positionAt(isDay(knownAt) ? endOfDay(knownAt) : knownAt)
  return Math.min(asked, await log.head())
}
