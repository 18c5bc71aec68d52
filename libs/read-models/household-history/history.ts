import type { JsonObject, UnitRef } from '#event-log'
import { heldOn, householdRegistered, memberJoined, projectApproved, type Closed, type DataOf, type DatedList, type Day, type ProjectStage } from '#domain'
import { classOn, household as householdState, type Classification, type Household } from '#domain/household/household'
import { householdMembers, membersOn } from '#domain/household/members'
import { factLines, isOf, stateOf, type FactLine } from '../facts/fact-lines.js'
import type { FactsDocument } from '../facts/facts.js'
import { emptyLedgers, ledgersOf, withLine, type Ledgers } from '../facts/ledgers.js'
import { obligationLines, type ObligationLine } from '../facts/obligation-lines.js'
import type { ProjectOutline } from '../project-outline/project-outline.js'

/** A household's history of support for a day, every figure with the fact and the paper that it comes from. */
export interface HouseholdHistory {
  readonly householdId: string
  readonly day: Day
  readonly household?: RegisteredHousehold | undefined
  readonly classes: DatedList<Classification>
  readonly classNow?: Classification | undefined
  readonly projects: readonly HouseholdProject[]
  readonly obligations: readonly ObligationLine[]
  readonly totals: Ledgers
  readonly lines: readonly HistoryLine[]
}

export interface RegisteredHousehold {
  readonly unit: UnitRef
  readonly registeredOn: Day
  readonly village: Closed
  readonly address?: Closed | undefined
  /** Those of the day. */
  readonly members: DataOf<typeof householdRegistered>['members']
}

/** A project that names the household: what was decided for it, and how the project stands on the day. */
export interface HouseholdProject {
  readonly projectId: string
  readonly name?: string | undefined
  readonly mode?: string | undefined
  readonly unit?: UnitRef | undefined
  readonly stageNow?: ProjectStage | undefined
  readonly approved?: { readonly eventId: string; readonly approvedOn: Day; readonly ruleSetId: string; readonly povertyClass: string; readonly supportDong: number } | undefined
  readonly totals: Ledgers
}

/** A fact in the order of its days, with the household's class and its project's stage then and now. */
export interface HistoryLine extends FactLine {
  readonly projectId?: string | undefined
  readonly projectName?: string | undefined
  readonly then: StatusOnDay
  readonly now: StatusOnDay
  /** The ledgers up to and with this fact. */
  readonly running: Ledgers
}

export interface StatusOnDay {
  readonly povertyClass?: Classification['povertyClass'] | undefined
  readonly projectStage?: ProjectStage | undefined
}

export interface HistoryContext {
  readonly day: Day
  /** The outlines of the projects that the household's facts name, at the same moment. */
  readonly projects: readonly ProjectOutline[]
}

/** Pure; "now", "late" and stages are those of the day, never stored. */
export const householdHistory = (householdId: string, document: FactsDocument, { day, projects }: HistoryContext): HouseholdHistory => {
  const lines = factLines(document)
  const state = stateOf(householdState.definition, lines)
  const outlines = new Map(projects.map((outline) => [outline.projectId, outline]))
  return {
    householdId, day,
    household: registeredIn(lines, day),
    classes: state.classes,
    classNow: classOn(state, day),
    projects: projectsNamedBy(document).map((projectId) => projectOf(householdId, lines, outlines.get(projectId) ?? { projectId, stages: [] })),
    obligations: obligationLines(lines, day),
    totals: ledgersOf(lines),
    lines: historyLines(lines, { day, state, outlines }),
  }
}

/** The projects whose outlines the history is joined with. */
export const projectsNamedBy = ({ facts }: FactsDocument): string[] => [...new Set(facts.flatMap(({ data }) => projectIdOf(data) ?? []))]

const projectIdOf = ({ projectId }: JsonObject): string | undefined => (typeof projectId === 'string' ? projectId : undefined)

const registeredIn = (lines: readonly FactLine[], day: Day): RegisteredHousehold | undefined => {
  const line = lines.find((each) => isOf(householdRegistered, each) && !each.isAnnulled)
  if (line === undefined || !isOf(householdRegistered, line)) return undefined
  const { unit, village, address, members } = line.data
  const joined = lines.flatMap((each) => (isOf(memberJoined, each) && !each.isAnnulled ? [each.data.member] : []))
  return { unit, registeredOn: line.occurredOn, village: village as Closed, address: address as Closed | undefined, members: membersOf(lines, [...members, ...joined], day) }
}

/** The members of the day in the order in which they were recorded, each as it was recorded last, with its relation on the day. */
const membersOf = (lines: readonly FactLine[], recorded: RegisteredHousehold['members'], day: Day): RegisteredHousehold['members'] => {
  const relations = new Map(membersOn(stateOf(householdMembers.definition, lines), day).map(({ personId, relation }) => [personId, relation]))
  const latest = new Map(recorded.map((member) => [member.personId, member]))
  return [...latest.values()].flatMap((member) => {
    const relation = relations.get(member.personId)
    return relation === undefined ? [] : [{ ...member, relation }]
  })
}

const projectOf = (householdId: string, lines: readonly FactLine[], { projectId, name, mode, unit, stageNow }: ProjectOutline): HouseholdProject => {
  const about = lines.filter(({ data }) => data.projectId === projectId)
  return { projectId, name, mode, unit, stageNow, approved: approvedFor(householdId, about), totals: ledgersOf(about) }
}

const approvedFor = (householdId: string, about: readonly FactLine[]): HouseholdProject['approved'] => {
  const line = about.find((each) => isOf(projectApproved, each) && !each.isAnnulled)
  if (line === undefined || !isOf(projectApproved, line)) return undefined
  const own = line.data.beneficiaries.find((each) => each.householdId === householdId)
  if (own === undefined) return undefined
  return { eventId: line.eventId, approvedOn: line.occurredOn, ruleSetId: line.data.ruleSetId, povertyClass: own.povertyClass, supportDong: own.supportDong }
}

const historyLines = (lines: readonly FactLine[], { day, state, outlines }: { day: Day; state: Household; outlines: ReadonlyMap<string, ProjectOutline> }): HistoryLine[] => {
  let running = emptyLedgers
  return lines.map((line) => {
    running = withLine(running, line)
    const projectId = projectIdOf(line.data)
    const outline = projectId === undefined ? undefined : outlines.get(projectId)
    const statusOn = (when: Day): StatusOnDay => ({ povertyClass: classOn(state, when)?.povertyClass, projectStage: outline && heldOn(outline.stages, when) })
    return { ...line, projectId, projectName: outline?.name, then: statusOn(line.occurredOn), now: statusOn(day), running }
  })
}
