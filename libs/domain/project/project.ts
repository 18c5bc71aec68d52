import type { UnitRef } from '#event-log'
import { contributionReceived, contributionReversed, type Contribution } from '../catalogue/contribution-events.js'
import { obligationCreated, obligationRescheduled, recoveryReceived } from '../catalogue/obligation-events.js'
import { projectApproved, projectProposed } from '../catalogue/project-events.js'
import { contractSigned, projectCompleted, projectExtended } from '../catalogue/project-stage-events.js'
import { candidatesRanked, poolClosed, poolOpened, recipientSelected, supportPassedOn, surplusResolved } from '../catalogue/rotation-events.js'
import { animalHandedOver, goodsHandedOver, handoverRefused, moneyHandedOver } from '../catalogue/support-events.js'
import type { AreaKind } from '../core/area-kind.js'
import { withDated, type DatedList } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import type { DataOf, FactEvent } from '../core/event-definition.js'
import { keepWhileInUse } from '../core/in-use.js'
import { fundingLineKey, type FundingLine } from '../core/money.js'
import { defineState, on } from '../core/state.js'
import type { ProjectMode, Rules } from '../programme/rules.js'
import { withAnimals } from '../support/species.js'
import { earlier, later, withHandedOver, withHousehold, withPassedOn, type HouseholdsInProject } from './household-in-project.js'
import { movedBy } from './moved-by.js'
import { withEnd, type PlannedEnd } from './project-end.js'
import { refuseIfBroken } from './project-invariant.js'
import { stagesOf, type Moved } from './project-path.js'
import type { ProjectStage } from './project-stage.js'

export interface Proposal {
  readonly name: string
  readonly programmeId: string
  readonly groupId: string
  readonly mode: ProjectMode
  readonly unit: UnitRef
  readonly proposedOn: Day
}

/** What the approval froze. */
export interface Approval {
  readonly approvedOn: Day
  readonly budgetLines: readonly FundingLine[]
  readonly counterpart: DataOf<typeof projectApproved>['counterpart']
  /** Approved support by household id. */
  readonly supportDong: Readonly<Record<string, number>>
  readonly ruleSetId: string
  readonly rules: Rules
  readonly areaKind: AreaKind
}

/** Money by the key of its funding line. */
export type DongByLine = Readonly<Record<string, number>>

export interface Project {
  /** What was done with the project's stages; `stages` follows from it. */
  readonly moves: DatedList<Moved>
  readonly stages: DatedList<ProjectStage>
  /** The ends that approval, contracts and extensions set. */
  readonly ends: DatedList<PlannedEnd>
  readonly proposal?: Proposal
  readonly approval?: Approval
  readonly households: HouseholdsInProject
  readonly handedOverDong: number
  readonly handedOverByLine: DongByLine
  readonly contributedDong: Readonly<Record<'cash' | 'goods' | 'labour', number>>
  /** The earliest day of what only an approved project may have. */
  readonly firstFactOn?: Day
  /** The latest day of what a project that has ended can't have any more. */
  readonly lastFactOn?: Day
  /** The days on which something was handed over, each once, in their order. */
  readonly handoverDays: readonly Day[]
  /** What was settled when the project was completed. */
  readonly settledDong?: number
  /** The day on which its rotation pool was closed. */
  readonly poolClosedOn?: Day
}

export const project = defineState<Project>({
  name: 'project',
  tagKind: 'project',
  initial: { moves: [], stages: [], ends: [], handoverDays: [], households: {}, handedOverDong: 0, handedOverByLine: {}, contributedDong: { cash: 0, goods: 0, labour: 0 } },
  on: [
    on(projectProposed, (state, event) => {
      const { name, programmeId, groupId, mode, unit } = event.data
      return { ...withMove(state, event), proposal: { name, programmeId, groupId, mode, unit, proposedOn: event.occurredOn } }
    }),
    on(projectApproved, (state, event) => ({
      ...withMove(state, event),
      approval: approvalOf(event.occurredOn, event.data),
      ends: withEnd(state.ends, event.occurredOn, { endsOn: event.data.endsOn, isExtension: false }),
    })),
    on(contractSigned, (state, event) => ({ ...withMove(state, event), ends: withEnd(state.ends, event.occurredOn, { endsOn: event.data.endsOn, isExtension: false }) })),
    on(projectExtended, (state, event) => ({ ...withMove(state, event), ends: withEnd(state.ends, event.occurredOn, { endsOn: event.data.endsOn, isExtension: true }) })),
    on(projectCompleted, (state, event) => ({ ...withMove(state, event), settledDong: event.data.settledDong })),
    on(contributionReceived, (state, { occurredOn, data: { contribution } }) => withContributed(withFact(state, occurredOn), contribution, 1)),
    on(contributionReversed, (state, { occurredOn, data: { contribution } }) => withContributed(withFact(state, occurredOn), contribution, -1)),
    on(moneyHandedOver, (state, { occurredOn, data: { householdId, amountDong, fundingLines } }) => ({
      ...withSupport(state, occurredOn, fundingLines, amountDong),
      households: withHousehold(state.households, householdId, (household) => withHandedOver(household, occurredOn, amountDong)),
    })),
    on(animalHandedOver, (state, { occurredOn, data: { householdId, valueDong, fundingLines, species } }) => ({
      ...withSupport(state, occurredOn, fundingLines, valueDong),
      households: withHousehold(state.households, householdId, (household) => withHandedOver(household, occurredOn, valueDong, species)),
    })),
    on(goodsHandedOver, (state, { occurredOn, data: { householdId, valueDong, fundingLines } }) => ({
      ...withSupport(state, occurredOn, fundingLines, valueDong),
      households: withHousehold(state.households, householdId, (household) => withHandedOver(household, occurredOn, valueDong)),
    })),
    on(handoverRefused, (state, { occurredOn }) => withFact(state, occurredOn)),
    on(obligationCreated, (state, { occurredOn, data: { householdId, owed } }) => ({
      ...withFact(state, occurredOn),
      households: withHousehold(state.households, householdId, (household) => ({
        firstOwedOn: earlier(household.firstOwedOn, occurredOn),
        ...(owed.unit === 'dong'
          ? { owedDong: household.owedDong + owed.amountDong }
          : { owedAnimals: withAnimals(household.owedAnimals, owed.species, owed.count) }),
      })),
    })),
    on(recoveryReceived, (state, { occurredOn }) => withFact(state, occurredOn)),
    on(obligationRescheduled, (state, { occurredOn }) => withFact(state, occurredOn)),
    on(supportPassedOn, (state, { occurredOn, data: { householdId, passedOn } }) => ({
      ...withFact(state, occurredOn),
      households: withHousehold(state.households, householdId, (household) =>
        passedOn.unit === 'dong' ? withPassedOn(household, occurredOn, passedOn.amountDong) : withPassedOn(household, occurredOn, passedOn.valueDong, passedOn.species)),
    })),
    on(poolOpened, (state, { occurredOn }) => withFact(state, occurredOn)),
    on(candidatesRanked, (state, { occurredOn }) => withFact(state, occurredOn)),
    on(recipientSelected, (state, { occurredOn }) => withFact(state, occurredOn)),
    on(surplusResolved, (state, { occurredOn }) => withFact(state, occurredOn)),
    on(poolClosed, (state, { occurredOn }) => ({ ...withFact(state, occurredOn), poolClosedOn: occurredOn })),
  ],
  // Every other stage of a project is a move and nothing else.
  onAnyOther: (state, event) => withMove(state, event),
  invariant: (state) => refuseIfBroken(state),
})
keepWhileInUse('project', projectProposed)

const approvalOf = (approvedOn: Day, { budget, beneficiaries, counterpart, ruleSetId, rules, areaKind }: DataOf<typeof projectApproved>): Approval => ({
  approvedOn,
  budgetLines: budget.flatMap(({ fundingLines }) => fundingLines),
  counterpart,
  supportDong: Object.fromEntries(beneficiaries.map(({ householdId, supportDong }) => [householdId, supportDong])),
  ruleSetId,
  rules,
  areaKind,
})

const withMove = (state: Project, event: FactEvent): Project => {
  const moved = movedBy(event)
  if (moved === undefined) return state
  const moves = withDated(state.moves, event.occurredOn, moved)
  return { ...state, moves, stages: stagesOf(moves) }
}

const withFact = (state: Project, day: Day): Project => ({ ...state, firstFactOn: earlier(state.firstFactOn, day), lastFactOn: later(state.lastFactOn, day) })

const withContributed = (state: Project, { kind, amountDong }: Contribution, sign: 1 | -1): Project => ({
  ...state, contributedDong: { ...state.contributedDong, [kind]: state.contributedDong[kind] + sign * amountDong },
})

const withSupport = (state: Project, day: Day, lines: readonly FundingLine[], amountDong: number): Project => ({
  ...withFact(state, day),
  handoverDays: state.handoverDays.includes(day) ? state.handoverDays : [...state.handoverDays, day].sort(),
  handedOverDong: state.handedOverDong + amountDong,
  handedOverByLine: withLines(state.handedOverByLine, lines),
})

/** The sums by line with these lines added, or with `sign` -1 taken away. */
export const withLines = (sums: DongByLine, lines: readonly FundingLine[], sign: 1 | -1 = 1): DongByLine =>
  lines.reduce((summed, line) => {
    const key = fundingLineKey(line)
    return { ...summed, [key]: (summed[key] ?? 0) + sign * line.amountDong }
  }, sums)
