import { candidatesRanked, heldOn, recipientSelected, recoveryReceived, supportPassedOn, surplusResolved, type Closed, type DatedList, type Day } from '#domain'
import { pool as poolState, type Candidate, type PoolAnimal, type Recipient } from '#domain/rotation/pool'
import type { SurplusUse } from '#domain/rotation/surplus-use'
import { factLines, isOf, stateOf, type FactLine } from '../facts/fact-lines.js'
import type { FactsDocument } from '../facts/facts.js'
import { noDebt, plus, type Debt } from '../facts/ledgers.js'

/** A project's rotation pool for a day: what came in, what went out, what it holds, and who is next. */
export interface PoolView {
  readonly projectId: string
  readonly day: Day
  readonly opened?: { readonly openedOn: Day; readonly custodianHouseholdId?: string | undefined } | undefined
  readonly closedOn?: Day | undefined
  /** In đồng and in animals apart: received = passed on + surplus + held. */
  readonly received: Debt
  readonly passedOn: Debt
  readonly surplus: Debt
  readonly held: { readonly moneyDong: number; readonly animals: readonly PoolAnimal[] }
  /** The ranking in force on the day. */
  readonly queue?: { readonly rankedOn: Day; readonly candidates: readonly QueuedHousehold[] } | undefined
  /** Selected, and nothing passed on to them yet. */
  readonly selected: readonly SelectedHousehold[]
  readonly rounds: readonly Round[]
  readonly surpluses: readonly ResolvedSurplus[]
}

export interface QueuedHousehold extends Candidate, Recipient {}

export interface SelectedHousehold {
  readonly householdId: string
  readonly selectedOn: Day
  readonly rank: number
  readonly outOfOrderReason?: Closed | undefined
}

/** What was passed on to those that one ranking named. */
export interface Round {
  readonly number: number
  readonly rankedOn: Day
  readonly passedOn: Debt
  readonly households: readonly { readonly householdId: string; readonly passedOnOn: Day; readonly got: Debt }[]
}

export interface ResolvedSurplus {
  readonly occurredOn: Day
  readonly use: SurplusUse
  readonly amount: Debt
  readonly reason: Closed
}

/** Pure; which ranking is in force is a matter of the day. */
export const poolView = (projectId: string, document: FactsDocument, { day }: { readonly day: Day }): PoolView => {
  const lines = factLines(document).filter(({ isAnnulled }) => !isAnnulled)
  const { opened, closedOn, moneyDong, animals, rankings, recipients } = stateOf(poolState.definition, lines)
  const rounds = roundsOf(lines, rankings)
  const surpluses = surplusesIn(lines)
  return {
    projectId, day, opened, closedOn,
    received: lines.reduce((sum, line) => (isOf(recoveryReceived, line) ? plus(sum, line.data.recovered) : sum), noDebt),
    passedOn: rounds.reduce((sum, round) => sumOfDebts(sum, round.passedOn), noDebt),
    surplus: surpluses.reduce((sum, { amount }) => sumOfDebts(sum, amount), noDebt),
    held: { moneyDong, animals: Object.values(animals) },
    queue: queueOn(rankings, recipients, day),
    selected: lines.flatMap((line) => selectedIn(line, recipients)),
    rounds, surpluses,
  }
}

const queueOn = (rankings: DatedList<readonly Candidate[]>, recipients: Readonly<Record<string, Recipient>>, day: Day): PoolView['queue'] => {
  const ranking = rankings.findLast(({ from }) => from <= day)
  return ranking && { rankedOn: ranking.from, candidates: ranking.value.map((candidate) => ({ ...candidate, ...recipients[candidate.householdId] })) }
}

const selectedIn = (line: FactLine, recipients: Readonly<Record<string, Recipient>>): SelectedHousehold[] => {
  if (!isOf(recipientSelected, line) || recipients[line.data.householdId]?.passedOnOn !== undefined) return []
  const { householdId, rank, outOfOrderReason } = line.data
  return [{ householdId, selectedOn: line.occurredOn, rank, outOfOrderReason: outOfOrderReason as Closed | undefined }]
}

/** What was passed on, under the ranking from which its household was selected. */
const roundsOf = (lines: readonly FactLine[], rankings: DatedList<readonly Candidate[]>): Round[] => {
  const rankedOn = lines.flatMap((line) => (isOf(candidatesRanked, line) ? [line.occurredOn] : []))
  const roundOf = new Map(lines.flatMap((line) => (isOf(recipientSelected, line) ? [[line.data.householdId, rankedOnBy(rankings, line.occurredOn)] as const] : [])))
  const rounds = [...new Set(rankedOn)].sort().map((day) => {
    const passings = lines.flatMap((line) => (isOf(supportPassedOn, line) && roundOf.get(line.data.householdId) === day ? [line] : []))
    const ids = [...new Set(passings.map(({ data }) => data.householdId))]
    const households = ids.map((householdId) => {
      const own = passings.filter(({ data }) => data.householdId === householdId)
      return { householdId, passedOnOn: own[0]?.occurredOn ?? day, got: own.reduce((sum, { data: { passedOn } }) => plus(sum, passedOn.unit === 'dong' ? passedOn : { ...passedOn, count: 1 }), noDebt) }
    })
    return { rankedOn: day, households, passedOn: households.reduce((sum, { got }) => sumOfDebts(sum, got), noDebt) }
  })
  return rounds.filter(({ households }) => households.length > 0).map((round, index) => ({ number: index + 1, ...round }))
}

const rankedOnBy = (rankings: DatedList<readonly Candidate[]>, day: Day): Day | undefined => (heldOn(rankings, day) === undefined ? undefined : rankings.findLast(({ from }) => from <= day)?.from)

const surplusesIn = (lines: readonly FactLine[]): ResolvedSurplus[] =>
  lines.flatMap((line) => {
    if (!isOf(surplusResolved, line)) return []
    const { surplus, use, reason } = line.data
    const amount = surplus.unit === 'dong' ? plus(noDebt, surplus) : surplus.animals.reduce((sum, { species }) => plus(sum, { unit: 'animals', species, count: 1 }), noDebt)
    return [{ occurredOn: line.occurredOn, use, amount, reason: reason as Closed }]
  })

const sumOfDebts = (one: Debt, other: Debt): Debt =>
  Object.entries(other.animals).reduce<Debt>((sum, [species, count]) => plus(sum, { unit: 'animals', species: species as keyof Debt['animals'], count }), { ...one, dong: one.dong + other.dong })
