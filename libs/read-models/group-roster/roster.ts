import type { DatedList, Day } from '#domain'
import { findMember, spellsOf } from '#domain/core/memberships'
import { group as groupState, leaderOn, rulesOn, type Group, type GroupRules } from '#domain/group/group'
import { factLines, stateOf, type FactLine } from '../facts/fact-lines.js'
import type { FactsDocument } from '../facts/facts.js'
import type { ProjectOutline } from '../project-outline/project-outline.js'

/** A group for a day: who belongs to it since when, who leads it, what it agreed and which projects it proposed. */
export interface GroupRoster {
  readonly groupId: string
  readonly day: Day
  readonly group?: Group['formed']
  /** A row a time of membership, former ones among them, by the day on which it began. */
  readonly members: readonly RosterMember[]
  readonly leaderHouseholdId?: string | undefined
  readonly leaders: DatedList<string>
  /** What was agreed by the day, and on which day that was; free text is sealed. */
  readonly rules?: (GroupRules & { readonly agreedOn: Day }) | undefined
  /** The outlines of its projects, at the same moment. */
  readonly projects: readonly ProjectOutline[]
  readonly lines: readonly FactLine[]
}

export interface RosterMember {
  readonly householdId: string
  readonly experienced: boolean
  readonly since: Day
  /** The first day on which it was no member any more. */
  readonly until?: Day | undefined
  readonly isMember: boolean
  readonly isLeader: boolean
  readonly isCustodian: boolean
}

/** Pure; who is a member, leads and keeps the pool is asked for the day, never stored. */
export const groupRoster = (groupId: string, document: FactsDocument, { day, projects }: { readonly day: Day; readonly projects: readonly ProjectOutline[] }): GroupRoster => {
  const lines = factLines(document)
  const state = stateOf(groupState.definition, lines)
  const rules = rulesOn(state, day)
  const agreedOn = state.rules.findLast(({ from }) => from <= day)?.from
  return {
    groupId, day, group: state.formed,
    members: membersOf(state, day, rules?.custodianHouseholdId),
    leaderHouseholdId: leaderOn(state, day), leaders: state.leaders,
    rules: rules === undefined || agreedOn === undefined ? undefined : { ...rules, agreedOn },
    projects, lines,
  }
}

/** The ids of the projects that the group proposed, as its facts say. */
export const projectsOfGroup = (document: FactsDocument): readonly string[] => stateOf(groupState.definition, factLines(document)).projectIds

const membersOf = (state: Group, day: Day, custodianId: string | undefined): RosterMember[] => {
  const leaderId = leaderOn(state, day)
  return spellsOf(state.memberships)
    .filter(({ from }) => from <= day)
    .sort((one, other) => (one.from === other.from ? (one.id < other.id ? -1 : 1) : one.from < other.from ? -1 : 1))
    .map(({ id: householdId, from: since, until }) => {
      const isMember = until === undefined || day < until
      return {
        householdId, experienced: findMember(state.memberships, householdId, since)?.experienced ?? false, since,
        // What happens after the day is not told.
        ...(isMember ? {} : { until }),
        isMember, isLeader: isMember && householdId === leaderId, isCustodian: isMember && householdId === custodianId,
      }
    })
}
