import type { UnitRef } from '#event-log'
import { unitTag, type Bilingual, type Day } from '#domain'
import { projectModes, type ProjectMode } from '#domain/programme/rules'
import { stagesOf, type BoardCell, type BoardStage } from './board-cells.js'
import { tagsUpwards, type BoardProgramme, type BoardUnit } from './board-places.js'

export const boardGroupings = ['none', 'unit', 'mode', 'programme'] as const
export type BoardGrouping = (typeof boardGroupings)[number]

/** Which projects are counted, and what the rows are. */
export interface BoardView {
  readonly groupBy: BoardGrouping
  /** This unit with everything below it. */
  readonly unit?: UnitRef | undefined
  readonly mode?: ProjectMode | undefined
  readonly programmeId?: string | undefined
}

export interface BoardSums {
  readonly projects: number
  readonly amountDong: number
  /** Only stages in which a project stands, in the order of a project's life. */
  readonly stages: readonly BoardStage[]
}

/** A row: the projects of a unit with everything below it, of a mode, or of a programme. No project is in two rows. */
export interface BoardGroup extends BoardSums {
  /** Of a unit its code set and code, of a programme its id. */
  readonly key: string
  readonly name: Bilingual
  /** True for the unit asked for itself, where the rows beside it are the units below: it is counted without them. */
  readonly isOwnOnly?: true
}

/** How many projects and how many đồng stand in each stage on a day; the totals are the sums of the rows. */
export interface ProjectBoard {
  readonly day: Day
  readonly groupBy: BoardGrouping
  readonly groups: readonly BoardGroup[]
  readonly totals: BoardSums
}

export interface BoardPlaces {
  readonly units: ReadonlyMap<string, BoardUnit>
  readonly programmes: ReadonlyMap<string, BoardProgramme>
}

/** Pure: rows out of the cells of one moment. */
export const projectBoard = (day: Day, cells: readonly BoardCell[], { view, places }: { readonly view: BoardView; readonly places: BoardPlaces }): ProjectBoard => {
  const shown = cells.filter((cell) => isShown(cell, view, places))
  const rows = new Map<string, { readonly head: GroupHead; readonly cells: BoardCell[] }>()
  for (const cell of shown) {
    const head = headOf(cell, view, places)
    const row = rows.get(head.key) ?? { head, cells: [] }
    row.cells.push(cell)
    rows.set(head.key, row)
  }
  const groups = [...rows.values()].map(({ head, cells: own }) => ({ ...head, ...sumsOf(own) })).sort(inOrder(view.groupBy))
  return { day, groupBy: view.groupBy, groups, totals: sumsOf(shown) }
}

type GroupHead = Pick<BoardGroup, 'key' | 'name' | 'isOwnOnly'>

const isShown = (cell: BoardCell, { unit, mode, programmeId }: BoardView, { units }: BoardPlaces): boolean =>
  (mode === undefined || cell.mode === mode) &&
  (programmeId === undefined || cell.programmeId === programmeId) &&
  (unit === undefined || (cell.unit !== undefined && tagsUpwards(cell.unit, units).includes(unitTag(unit))))

const headOf = (cell: BoardCell, view: BoardView, places: BoardPlaces): GroupHead => {
  if (view.groupBy === 'none') return { key: 'all', name: { vi: 'Tất cả dự án', en: 'All projects' } }
  if (view.groupBy === 'mode') return { key: cell.mode ?? unknown, name: modeName(cell.mode) }
  if (view.groupBy === 'unit') return unitHead(cell, view, places)
  const programme = cell.programmeId === undefined ? undefined : places.programmes.get(cell.programmeId)
  return { key: cell.programmeId ?? unknown, name: same(programme?.name ?? cell.programmeId ?? unknown) }
}

/** The unit just below the one asked for, or the highest: each stands for everything below it, so that a reader goes down level by level. */
const unitHead = ({ unit }: BoardCell, { unit: asked }: BoardView, { units }: BoardPlaces): GroupHead => {
  if (unit === undefined) return { key: unknown, name: same(unknown) }
  const upwards = tagsUpwards(unit, units)
  const place = asked === undefined ? upwards.length - 1 : upwards.indexOf(unitTag(asked)) - 1
  const tag = upwards[Math.max(0, place)] ?? unitTag(unit)
  const key = tag.slice(tag.indexOf(':') + 1)
  return { key, name: same(units.get(tag)?.name ?? key), ...(place < 0 ? { isOwnOnly: true as const } : {}) }
}

const unknown = '—'
const same = (text: string): Bilingual => ({ vi: text, en: text })

const sumsOf = (cells: readonly BoardCell[]): BoardSums => ({
  projects: sum(cells.map(({ projects }) => projects)),
  amountDong: sum(cells.map(({ amountDong }) => amountDong)),
  stages: stagesOf(cells),
})

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** Modes as the law lists them; units by their codes, the one asked for first; programmes by name. */
const inOrder = (groupBy: BoardGrouping) => (one: BoardGroup, other: BoardGroup): number => {
  if (groupBy === 'mode') return modeRank(one.key) - modeRank(other.key)
  if (groupBy === 'programme') return one.name.vi.localeCompare(other.name.vi, 'vi') || (one.key < other.key ? -1 : 1)
  return Number(other.isOwnOnly === true) - Number(one.isOwnOnly === true) || (one.key < other.key ? -1 : 1)
}

const modeRank = (key: string): number => (projectModes as readonly string[]).indexOf(key)

const modeNames: Readonly<Record<ProjectMode, Bilingual>> = {
  community: { vi: 'cộng đồng', en: 'community' },
  'value-chain': { vi: 'liên kết chuỗi giá trị', en: 'value chain' },
  commissioned: { vi: 'đặt hàng', en: 'commissioned' },
}

export const modeName = (mode: string | undefined): Bilingual => (isMode(mode) ? modeNames[mode] : same(mode ?? unknown))
const isMode = (mode: string | undefined): mode is ProjectMode => mode !== undefined && mode in modeNames
