import { heldOn } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { fundingLineKey, type FundingLine } from '../core/money.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { Approval, DongByLine, Project, Proposal } from './project.js'

const refuse = defineRefusals({
  'project-unknown': {
    rule: 'Facts are about projects that were proposed.', source: 'design',
    vi: ({ projectId }: { projectId: string }) => `Chưa có dự án ${projectId}.`,
    en: ({ projectId }: { projectId: string }) => `There is no project ${projectId}.`,
  },
  'project-not-yet-proposed': {
    rule: 'A project is proposed before it is decided.', source: 'design',
    vi: ({ name, proposedOn, day }: { name: string; proposedOn: Day; day: Day }) => `Dự án ${name} được đề xuất ngày ${formatDay(proposedOn)}, sau ngày ${formatDay(day)}.`,
    en: ({ name, proposedOn, day }: { name: string; proposedOn: Day; day: Day }) => `Project ${name} was proposed on ${formatDay(proposedOn)}, after ${formatDay(day)}.`,
  },
  'project-already-decided': {
    rule: 'A project is approved or rejected once.', source: 'design',
    vi: ({ name, stage, decidedOn }: { name: string; stage: 'approved' | 'rejected'; decidedOn: Day }) => `Dự án ${name} đã ${stage === 'approved' ? 'được phê duyệt' : 'bị từ chối phê duyệt'} ngày ${formatDay(decidedOn)}.`,
    en: ({ name, stage, decidedOn }: { name: string; stage: 'approved' | 'rejected'; decidedOn: Day }) => `Project ${name} was ${stage} on ${formatDay(decidedOn)}.`,
  },
  'project-not-approved-on-day': {
    rule: 'Contributions, support, obligations and rotation belong to a project that was approved by their day.', source: 'design',
    vi: ({ name, day }: { name: string; day: Day }) => `Dự án ${name} chưa được phê duyệt tính đến ngày ${formatDay(day)}.`,
    en: ({ name, day }: { name: string; day: Day }) => `Project ${name} was not approved by ${formatDay(day)}.`,
  },
})

/** The proposal that can be decided on a day; where it can't, the refusal. */
export const proposalToDecide = (projectId: string, { proposal, stages }: Project, day: Day): Proposal | Refusal => {
  if (proposal === undefined) return refuse('project-unknown', { projectId })
  const { name, proposedOn } = proposal
  for (const { value: stage, from } of stages) if (stage !== 'proposed') return refuse('project-already-decided', { name, stage, decidedOn: from })
  return day < proposedOn ? refuse('project-not-yet-proposed', { name, proposedOn, day }) : proposal
}

export interface ApprovedProject {
  readonly proposal: Proposal
  readonly approval: Approval
}

/** The project as approved on a day, whatever came later; where it wasn't approved yet, the refusal. */
export const approvedOn = (projectId: string, { proposal, approval, stages }: Project, day: Day): ApprovedProject | Refusal => {
  if (proposal === undefined) return refuse('project-unknown', { projectId })
  if (approval === undefined || heldOn(stages, day) !== 'approved') return refuse('project-not-approved-on-day', { name: proposal.name, day })
  return { proposal, approval }
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
