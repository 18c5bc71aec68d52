import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { fundingLineKey, type FundingLine } from '../core/money.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { refuseMove } from './move-on-day.js'
import type { Approval, DongByLine, Project, Proposal } from './project.js'
import type { ProjectMove } from './project-path.js'
import { projectStageName, type ProjectStage } from './project-stage.js'

const refuse = defineRefusals({
  'project-unknown': {
    rule: 'Facts are about projects that were proposed.', source: 'design',
    vi: ({ projectId }: { projectId: string }) => `Chưa có dự án ${projectId}.`,
    en: ({ projectId }: { projectId: string }) => `There is no project ${projectId}.`,
  },
  'project-not-yet-proposed': {
    rule: 'A project is proposed before anything else is done with it.', source: 'design',
    vi: ({ name, proposedOn, day }: { name: string; proposedOn: Day; day: Day }) => `Dự án ${name} được đề xuất ngày ${formatDay(proposedOn)}, sau ngày ${formatDay(day)}.`,
    en: ({ name, proposedOn, day }: { name: string; proposedOn: Day; day: Day }) => `Project ${name} was proposed on ${formatDay(proposedOn)}, after ${formatDay(day)}.`,
  },
  'project-already-decided': {
    rule: 'A project is approved or rejected once.', source: 'design',
    vi: ({ name, stage, decidedOn }: { name: string; stage: 'approved' | 'rejected'; decidedOn: Day }) => `Dự án ${name} đã ${stage === 'approved' ? 'được phê duyệt' : 'bị từ chối phê duyệt'} ngày ${formatDay(decidedOn)}.`,
    en: ({ name, stage, decidedOn }: { name: string; stage: 'approved' | 'rejected'; decidedOn: Day }) => `Project ${name} was ${stage} on ${formatDay(decidedOn)}.`,
  },
  'project-rejected-by-day': {
    rule: 'Nothing is pledged to a project that has been rejected.', source: 'design',
    vi: ({ name, rejectedOn }: { name: string; rejectedOn: Day }) => `Dự án ${name} đã bị từ chối phê duyệt ngày ${formatDay(rejectedOn)}.`,
    en: ({ name, rejectedOn }: { name: string; rejectedOn: Day }) => `Project ${name} was rejected on ${formatDay(rejectedOn)}.`,
  },
  'project-not-approved-on-day': {
    rule: 'Contributions, support, obligations and rotation belong to a project that was approved by their day.', source: 'design',
    vi: ({ name, day }: { name: string; day: Day }) => `Dự án ${name} chưa được phê duyệt tính đến ngày ${formatDay(day)}.`,
    en: ({ name, day }: { name: string; day: Day }) => `Project ${name} was not approved by ${formatDay(day)}.`,
  },
  'project-ended-before-day': {
    rule: 'After a project was cancelled or closed nothing more is contributed, handed over, owed, given back or passed on in it.', source: 'design',
    vi: ({ name, endedAs, endedOn, day }: { name: string; endedAs: ProjectStage; endedOn: Day; day: Day }) => `Dự án ${name} ${projectStageName(endedAs).vi} từ ngày ${formatDay(endedOn)}, trước ngày ${formatDay(day)}.`,
    en: ({ name, endedAs, endedOn, day }: { name: string; endedAs: ProjectStage; endedOn: Day; day: Day }) => `Project ${name} was ${projectStageName(endedAs).en} on ${formatDay(endedOn)}, before ${formatDay(day)}.`,
  },
  'project-already-closed': {
    rule: 'A project is closed when nothing is owed in it: before something more can be owed, of whatever day, its closing is annulled.', source: 'design',
    vi: ({ name, closedOn }: { name: string; closedOn: Day }) => `Dự án ${name} đã kết thúc ngày ${formatDay(closedOn)}; hãy hủy việc kết thúc dự án trước.`,
    en: ({ name, closedOn }: { name: string; closedOn: Day }) => `Project ${name} was closed on ${formatDay(closedOn)}; annul its closing first.`,
  },
})

interface MoveAsked {
  readonly move: ProjectMove
  readonly day: Day
  /** Of a recorded move: it stands in its place already, and the invariants judge it there. */
  readonly isCorrection?: true | undefined
}

/** The proposal of a project that can make a move on a day; where it can't, the refusal. */
export const proposalToMove = (projectId: string, state: Project, { move, day, isCorrection }: MoveAsked): Proposal | Refusal => {
  const { proposal } = state
  if (proposal === undefined) return refuse('project-unknown', { projectId })
  if (isCorrection) return proposal
  const { name, proposedOn } = proposal
  if (day < proposedOn) return refuse('project-not-yet-proposed', { name, proposedOn, day })
  return refuseMove(state, { name, move, day }) ?? proposal
}

/** The proposal that can be approved or rejected on a day; where it can't, the refusal. */
export const proposalToDecide = (projectId: string, state: Project, asked: MoveAsked): Proposal | Refusal => {
  const decided = state.stages.find(({ value }) => value === 'approved' || value === 'rejected')
  if (state.proposal === undefined || decided === undefined) return proposalToMove(projectId, state, asked)
  return refuse('project-already-decided', { name: state.proposal.name, stage: decided.value === 'approved' ? 'approved' : 'rejected', decidedOn: decided.from })
}

/** The proposal of a project that can be pledged to on a day, approved by then or not; where it can't, the refusal. */
export const proposalToPledgeTo = (projectId: string, { proposal, stages }: Project, day: Day): Proposal | Refusal => {
  if (proposal === undefined) return refuse('project-unknown', { projectId })
  const { name, proposedOn } = proposal
  if (day < proposedOn) return refuse('project-not-yet-proposed', { name, proposedOn, day })
  const rejected = stages.find(({ value, from }) => value === 'rejected' && from <= day)
  return rejected ? refuse('project-rejected-by-day', { name, rejectedOn: rejected.from }) : proposal
}

export interface ApprovedProject {
  readonly proposal: Proposal
  readonly approval: Approval
}

/**
 * The project as approved by a day and neither cancelled nor closed before it, whatever came later; otherwise the refusal.
 * The day on which it ended still counts, since its papers don't say which of them came first.
 */
export const approvedOn = (projectId: string, { proposal, approval, stages }: Project, day: Day): ApprovedProject | Refusal => {
  if (proposal === undefined) return refuse('project-unknown', { projectId })
  const { name } = proposal
  if (approval === undefined || approval.approvedOn > day) return refuse('project-not-approved-on-day', { name, day })
  const ended = stages.find(({ value, from }) => (value === 'cancelled' || value === 'closed') && from < day)
  return ended === undefined ? { proposal, approval } : refuse('project-ended-before-day', { name, endedAs: ended.value, endedOn: ended.from, day })
}

/** Why nothing new can be owed in the project, if it has been closed, whatever day it would be owed from. */
export const refuseIfClosed = (name: string, { stages }: Project): Refusal | undefined => {
  const closed = stages.find(({ value }) => value === 'closed')
  return closed && refuse('project-already-closed', { name, closedOn: closed.from })
}

/** What is left of these lines after what was taken; a line that a correction left short counts as empty. */
export const linesLeft = (lines: readonly FundingLine[], taken: DongByLine): FundingLine[] =>
  merged(lines).map((line) => ({ ...line, amountDong: Math.max(0, line.amountDong - (taken[fundingLineKey(line)] ?? 0)) }))

/** These lines with the amounts that stand under their keys; a line that a correction left short counts as empty. */
export const linesWorth = (lines: readonly FundingLine[], sums: DongByLine): FundingLine[] =>
  merged(lines).map((line) => ({ ...line, amountDong: Math.max(0, sums[fundingLineKey(line)] ?? 0) }))

/** The lines, those of one key summed. */
export const merged = (lines: readonly FundingLine[]): FundingLine[] => {
  const byKey = new Map<string, FundingLine>()
  for (const line of lines) {
    const key = fundingLineKey(line)
    byKey.set(key, { ...line, amountDong: line.amountDong + (byKey.get(key)?.amountDong ?? 0) })
  }
  return [...byKey.values()]
}

/** The proposal of a project, whatever became of it; where there is none, the refusal. */
export const proposalOf = (projectId: string, { proposal }: Project): Proposal | Refusal => proposal ?? refuse('project-unknown', { projectId })
