import { handoverRefused, heldOn, projectApproved, projectProposed, sumDong, type DataOf, type DatedList, type Day, type FundingLine, type ProjectStage } from '#domain'
import { plannedEndOn } from '#domain/project/project-end'
import { project } from '#domain/project/project'
import { pool, type PoolAnimal } from '#domain/rotation/pool'
import { factLines, isOf, stateOf, type FactLine } from '../facts/fact-lines.js'
import type { FactsDocument } from '../facts/facts.js'
import { ledgersOf, type Debt, type Ledgers } from '../facts/ledgers.js'
import { obligationLines, type ObligationLine } from '../facts/obligation-lines.js'
import { agreedCounterpart, pledgedCounterpart, type AgreedCounterpart, type PledgedCounterpart, type ProjectCounterpart } from './counterpart.js'

/** A project's file for a day: what was proposed, decided, put in, handed over, owed, given back and passed on. */
export interface ProjectFile {
  readonly projectId: string
  readonly day: Day
  readonly proposal?: ProjectProposal | undefined
  readonly stages: DatedList<ProjectStage>
  readonly stage?: ProjectStage | undefined
  /** The day on which the project was to end, as set by then. */
  readonly endsOn?: Day | undefined
  readonly approval?: ProjectApproval | undefined
  readonly counterpart: { readonly agreed: ProjectCounterpart; readonly pledged: PledgedCounterpart; readonly received: ProjectCounterpart }
  readonly households: readonly HouseholdInFile[]
  readonly refusals: readonly RefusalLine[]
  readonly obligations: readonly ObligationLine[]
  /** What was given back and is not yet passed on. */
  readonly pool: { readonly moneyDong: number; readonly animals: readonly PoolAnimal[] }
  readonly totals: Ledgers
  readonly lines: readonly FactLine[]
}

export type ProjectProposal = DataOf<typeof projectProposed> & { readonly proposedOn: Day }

export interface ProjectApproval {
  readonly eventId: string
  readonly approvedOn: Day
  readonly ruleSetId: string
  readonly areaKind: DataOf<typeof projectApproved>['areaKind']
  readonly participants: number
  readonly beneficiaries: DataOf<typeof projectApproved>['beneficiaries']
  readonly budget: readonly { readonly allocationId: string; readonly fundingLines: readonly FundingLine[] }[]
  readonly budgetDong: number
}

/** What a household refused to take; why stands in the fact itself. */
export type RefusalLine = Pick<DataOf<typeof handoverRefused>, 'householdId' | 'what' | 'animalTag'> & { readonly eventId: string; readonly refusedOn: Day }

/** Every household that the file names: a beneficiary, one that pledged or contributed, a recipient of what was passed on. */
export interface HouseholdInFile {
  readonly householdId: string
  /** As the approval froze it; undefined for one that was not to be supported. */
  readonly povertyClass?: string | undefined
  readonly approvedDong: number
  readonly handedOverDong: number
  readonly passedOnDong: number
  readonly contributedDong: number
  readonly counterpart: { readonly pledged: PledgedCounterpart; readonly received: ProjectCounterpart }
  readonly owed: Debt
  readonly recovered: Debt
  readonly outstanding: Debt
}

/** Pure; nothing of it is stored, since stages and lateness are those of the day. */
export const projectFile = (projectId: string, document: FactsDocument, { day }: { readonly day: Day }): ProjectFile => {
  const lines = factLines(document)
  const { stages, ends } = stateOf(project.definition, lines)
  const { moneyDong, animals } = stateOf(pool.definition, lines)
  const approval = approvalIn(lines)
  const agreed = approvalData(lines)?.data.counterpart
  const totals = ledgersOf(lines)
  return {
    projectId, day, stages, stage: heldOn(stages, day), endsOn: plannedEndOn(ends, day), approval, totals, lines,
    proposal: proposalIn(lines),
    counterpart: { agreed: agreedCounterpart(agreed), pledged: pledgedCounterpart(lines, agreed), received: totals.contributed },
    households: householdsOf(lines, agreed, approval),
    refusals: refusalsIn(lines),
    obligations: obligationLines(lines, day),
    pool: { moneyDong, animals: Object.values(animals) },
  }
}

const proposalIn = (lines: readonly FactLine[]): ProjectProposal | undefined => {
  const line = lines.find((each) => isOf(projectProposed, each) && !each.isAnnulled)
  return line && isOf(projectProposed, line) ? { ...line.data, proposedOn: line.occurredOn } : undefined
}

const approvalData = (lines: readonly FactLine[]) => {
  const line = lines.find((each) => isOf(projectApproved, each) && !each.isAnnulled)
  return line && isOf(projectApproved, line) ? line : undefined
}

const approvalIn = (lines: readonly FactLine[]): ProjectApproval | undefined => {
  const line = approvalData(lines)
  if (line === undefined) return undefined
  const { ruleSetId, areaKind, participants, beneficiaries, budget } = line.data
  const budgetDong = sumDong(budget.flatMap(({ fundingLines }) => fundingLines))
  return { eventId: line.eventId, approvedOn: line.occurredOn, ruleSetId, areaKind, participants, beneficiaries, budget, budgetDong }
}

const refusalsIn = (lines: readonly FactLine[]): RefusalLine[] =>
  lines.flatMap((line) => {
    if (!isOf(handoverRefused, line) || line.isAnnulled) return []
    const { householdId, what, animalTag } = line.data
    return [{ eventId: line.eventId, refusedOn: line.occurredOn, householdId, what, animalTag }]
  })

const householdsOf = (lines: readonly FactLine[], agreed: AgreedCounterpart | undefined, approval: ProjectApproval | undefined): HouseholdInFile[] => {
  const approved = new Map(approval?.beneficiaries.map((each) => [each.householdId, each]))
  const byHousehold = new Map<string, FactLine[]>([...approved.keys()].map((householdId) => [householdId, []]))
  for (const line of lines) {
    const householdId = householdOf(line)
    if (householdId !== undefined) byHousehold.set(householdId, [...(byHousehold.get(householdId) ?? []), line])
  }
  return [...byHousehold].map(([householdId, about]) => {
    const { benefit, contributed, owed, recovered, outstanding } = ledgersOf(about)
    return {
      householdId,
      povertyClass: approved.get(householdId)?.povertyClass,
      approvedDong: approved.get(householdId)?.supportDong ?? 0,
      handedOverDong: benefit.moneyDong + benefit.animalsDong + benefit.goodsDong,
      passedOnDong: benefit.passedOnDong,
      contributedDong: contributed.totalDong,
      counterpart: { pledged: pledgedCounterpart(about, agreed), received: contributed },
      owed, recovered, outstanding,
    }
  })
}

/** The one household that a fact is about, if it is about one. */
const householdOf = ({ data }: FactLine): string | undefined => (typeof data.householdId === 'string' ? data.householdId : undefined)
