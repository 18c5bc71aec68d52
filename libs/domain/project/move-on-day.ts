import { withDated, type DatedList } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { Project } from './project.js'
import { brokenStep, canMove, moveName, movesFrom, stageAfter, type Moved, type ProjectMove } from './project-path.js'
import { projectStageName, stagesOnDay, type ProjectStage } from './project-stage.js'

interface NotPossible {
  readonly name: string
  readonly from: ProjectStage
  readonly move: ProjectMove
  readonly to: ProjectStage
  readonly day: Day
  readonly possible: readonly ProjectMove[]
}

interface NotFollowing {
  /** The stage that the project would have, from which the later move can't be made. */
  readonly from: ProjectStage
  readonly move: ProjectMove
  readonly to: ProjectStage
  readonly day: Day
}

const listed = (moves: readonly ProjectMove[], language: 'vi' | 'en'): string => moves.map((move) => moveName(move)[language]).join(', ')

const refuse = defineRefusals({
  'stage-not-possible-on-day': {
    rule: 'A project goes from stage to stage in their order, judged by the stage that it had on the day.', source: 'design',
    vi: ({ name, from, move, day, possible }: NotPossible) =>
      `Ngày ${formatDay(day)} dự án ${name} ở trạng thái “${projectStageName(from).vi}” nên không thể ${moveName(move).vi}${possible.length === 0 ? '' : `; khi đó chỉ có thể: ${listed(possible, 'vi')}`}.`,
    en: ({ name, from, move, day, possible }: NotPossible) =>
      `On ${formatDay(day)} project ${name} was ${projectStageName(from).en} and couldn't ${moveName(move).en}${possible.length === 0 ? '' : `; it could only ${listed(possible, 'en')}`}.`,
  },
  'later-stage-does-not-follow': {
    rule: 'What is recorded of later days still follows from what is recorded, corrected or annulled now.', source: 'design',
    vi: ({ from, move, day }: NotFollowing) =>
      `Nội dung đã ghi ngày ${formatDay(day)} sẽ không còn hợp lệ: không thể ${moveName(move).vi} khi dự án ở trạng thái “${projectStageName(from).vi}”; hãy kiểm tra lại ngày, hoặc hủy nội dung đó trước.`,
    en: ({ from, move, day }: NotFollowing) =>
      `What is recorded of ${formatDay(day)} would no longer follow: a project that is ${projectStageName(from).en} can't ${moveName(move).en}; check the day, or annul that first.`,
  },
  'project-has-later-facts': {
    rule: 'A project is cancelled or closed after the last contribution, handover, obligation, recovery and minutes of its pool.', source: 'design',
    vi: ({ name, lastFactOn, day }: { name: string; lastFactOn: Day; day: Day }) => `Dự án ${name} còn nội dung ghi ngày ${formatDay(lastFactOn)}, sau ngày ${formatDay(day)}.`,
    en: ({ name, lastFactOn, day }: { name: string; lastFactOn: Day; day: Day }) => `Project ${name} has facts of ${formatDay(lastFactOn)}, after ${formatDay(day)}.`,
  },
})

export interface MoveOnDay {
  readonly name: string
  readonly move: ProjectMove
  readonly day: Day
}

/** Why the project can't make this move on that day, by what is recorded of that day and of later ones. */
export const refuseMove = ({ moves, stages, lastFactOn }: Project, { name, move, day }: MoveOnDay): Refusal | undefined => {
  const from = stagesOnDay(stages, day)?.stage ?? 'proposed'
  if (!canMove(from, move)) return refuse('stage-not-possible-on-day', { name, from, move, to: stageAfter(from, move) ?? from, day, possible: movesFrom(from) })
  const ends = move === 'cancel' || move === 'close'
  if (ends && lastFactOn !== undefined && lastFactOn > day) return refuse('project-has-later-facts', { name, lastFactOn, day })
  return refuseBrokenPath(withDated(moves, day, { move }))
}

/** Why these moves are no path through the stages, if so. */
export const refuseBrokenPath = (moves: DatedList<Moved>): Refusal | undefined => {
  const broken = brokenStep(moves)
  if (broken === undefined) return undefined
  const { from: day, value: { move }, stage: from = 'proposed' } = broken
  return refuse('later-stage-does-not-follow', { from, move, to: stageAfter(from, move) ?? from, day })
}
