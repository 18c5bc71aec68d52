import { candidatesRanked } from '../catalogue/rotation-events.js'
import { withDated } from '../core/dated-list.js'
import { decision } from '../core/decision.js'
import { Count, Id, Parts, SomeOf } from '../core/fields.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { household, type Household } from '../household/household.js'
import { approvedOn } from '../project/project-on-day.js'
import { project, type Approval, type Project } from '../project/project.js'
import { refuseUnlessSelectedAreRanked } from './pool-invariant.js'
import { refuseUnlessPoolOpen } from './pool-on-day.js'
import { pool } from './pool.js'
import { rankingReasons, type RankingReason } from './ranking-reason.js'
import { refuseCandidate } from './recipient.js'

export class CandidateFields {
  @Id('Hộ', 'Household') householdId!: string
  @Count('Thứ tự', 'Rank', { max: 200 }) rank!: number
  @SomeOf('Lý do', 'Reasons', rankingReasons) reasons!: RankingReason[]
}

/** Ranks the households that are to get what is given back, by minutes; a later ranking replaces it from its day on. */
export class RankCandidates extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Parts('Các hộ', 'Candidates', CandidateFields, { max: 200 }) candidates!: CandidateFields[]
}

const refuse = defineRefusals({
  'candidate-named-twice': {
    rule: 'A household stands once in a ranking.', source: 'design',
    vi: ({ householdId }: { householdId: string }) => `Hộ ${householdId} bị xếp thứ tự hai lần.`,
    en: ({ householdId }: { householdId: string }) => `Household ${householdId} is ranked twice.`,
  },
  'ranks-not-consecutive': {
    rule: 'Ranks go from 1 on without gaps or ties.', source: 'design',
    vi: ({ rank }: { rank: number }) => `Thứ tự phải liên tục từ 1, không trùng và không bỏ số; thiếu thứ tự ${rank}.`,
    en: ({ rank }: { rank: number }) => `Ranks must go from 1 on without gaps or ties; ${rank} is missing.`,
  },
})

const kind = candidatesRanked.type
const paperSubject = ({ projectId }: RankCandidates): string => `project:${projectId}`

export const rankCandidates = decision(RankCandidates, {
  title: { vi: 'Xếp thứ tự các hộ nhận luân chuyển', en: 'Rank the candidates for passing on' },
  records: candidatesRanked,
  reads: (command) => ({
    project: project(command.projectId),
    pool: pool(command.projectId),
    households: command.candidates.map(({ householdId }) => household(householdId)),
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command, { newId }) {
    const { projectId, candidates, occurredOn, paper } = command
    const approved = approvedOn(projectId, states.project, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    const refusal =
      refuseUnlessPoolOpen(states.pool, occurredOn) ??
      refuseIfRecorded(paper, states.paperRecord) ??
      refuseRanks(command) ??
      refuseCandidates(command, states, approval) ??
      refuseUnlessSelectedAreRanked({ ...states.pool, rankings: withDated(states.pool.rankings, occurredOn, candidates) })
    if (refusal) return refusal
    const inOrder = [...candidates].sort((one, other) => one.rank - other.rank)
    const data = { rankingId: newId('ranking'), projectId, ranked: inOrder.length, candidates: inOrder }
    return [candidatesRanked(data, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

const refuseRanks = ({ candidates }: RankCandidates): Refusal | undefined => {
  const ids = candidates.map(({ householdId }) => householdId)
  const householdId = ids.find((id, index) => ids.indexOf(id) < index)
  if (householdId !== undefined) return refuse('candidate-named-twice', { householdId })
  const ranks = new Set(candidates.map(({ rank }) => rank))
  const missing = candidates.findIndex((_, index) => !ranks.has(index + 1))
  return missing < 0 ? undefined : refuse('ranks-not-consecutive', { rank: missing + 1 })
}

const refuseCandidates = (
  { candidates, occurredOn: day }: RankCandidates, states: { readonly project: Project; readonly households: readonly Household[] }, approval: Approval,
): Refusal | undefined => {
  for (const [index, { householdId }] of candidates.entries()) {
    const refusal = refuseCandidate(states.project, approval, states.households[index] ?? { classes: [] }, { householdId, day })
    if (refusal) return refusal
  }
  return undefined
}
