import type { UnitRef } from '#event-log'
import { contributionReceived } from '../catalogue/contribution-events.js'
import { obligationCreated } from '../catalogue/obligation-events.js'
import { projectApproved, projectProposed, projectRejected } from '../catalogue/project-events.js'
import { poolClosed, poolOpened, supportPassedOn } from '../catalogue/rotation-events.js'
import { animalHandedOver, moneyHandedOver } from '../catalogue/support-events.js'
import type { AreaKind } from '../core/area-kind.js'
import { withDated, type DatedList } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import type { DataOf } from '../core/event-definition.js'
import { keepWhileInUse } from '../core/in-use.js'
import { fundingLineKey, type FundingLine } from '../core/money.js'
import { defineState, on } from '../core/state.js'
import type { ProjectMode, Rules } from '../programme/rules.js'
import { withAnimals } from '../support/species.js'
import { earlier, withHandedOver, withHousehold, withPassedOn, type HouseholdsInProject } from './household-in-project.js'
import { refuseIfBroken } from './project-invariant.js'

export type ProjectStage = 'proposed' | 'approved' | 'rejected'

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
  readonly stages: DatedList<ProjectStage>
  readonly proposal?: Proposal
  readonly approval?: Approval
  readonly households: HouseholdsInProject
  readonly handedOverDong: number
  readonly handedOverByLine: DongByLine
  readonly contributedDong: Readonly<Record<'cash' | 'goods' | 'labour', number>>
  /** The earliest day of what only an approved project may have. */
  readonly firstFactOn?: Day
  /** The day on which its rotation pool was closed. */
  readonly poolClosedOn?: Day
}

export const project = defineState<Project>({
  name: 'project',
  tagKind: 'project',
  initial: { stages: [], households: {}, handedOverDong: 0, handedOverByLine: {}, contributedDong: { cash: 0, goods: 0, labour: 0 } },
  on: [
    on(projectProposed, (state, { occurredOn, data: { name, programmeId, groupId, mode, unit } }) => ({
      ...state,
      stages: withDated(state.stages, occurredOn, 'proposed'),
      proposal: { name, programmeId, groupId, mode, unit, proposedOn: occurredOn },
    })),
    on(projectApproved, (state, { occurredOn, data }) => ({ ...state, stages: withDated(state.stages, occurredOn, 'approved'), approval: approvalOf(occurredOn, data) })),
    on(projectRejected, (state, { occurredOn }) => ({ ...state, stages: withDated(state.stages, occurredOn, 'rejected') })),
    on(contributionReceived, (state, { occurredOn, data: { contribution: { kind, amountDong } } }) => ({
      ...withFact(state, occurredOn),
      contributedDong: { ...state.contributedDong, [kind]: state.contributedDong[kind] + amountDong },
    })),
    on(moneyHandedOver, (state, { occurredOn, data: { householdId, amountDong, fundingLines } }) => ({
      ...withSupport(state, occurredOn, fundingLines, amountDong),
      households: withHousehold(state.households, householdId, (household) => withHandedOver(household, occurredOn, amountDong)),
    })),
    on(animalHandedOver, (state, { occurredOn, data: { householdId, valueDong, fundingLines, species } }) => ({
      ...withSupport(state, occurredOn, fundingLines, valueDong),
      households: withHousehold(state.households, householdId, (household) => withHandedOver(household, occurredOn, valueDong, species)),
    })),
    on(obligationCreated, (state, { occurredOn, data: { householdId, owed } }) => ({
      ...withFact(state, occurredOn),
      households: withHousehold(state.households, householdId, (household) => ({
        firstOwedOn: earlier(household.firstOwedOn, occurredOn),
        ...(owed.unit === 'dong'
          ? { owedDong: household.owedDong + owed.amountDong }
          : { owedAnimals: withAnimals(household.owedAnimals, owed.species, owed.count) }),
      })),
    })),
    on(supportPassedOn, (state, { occurredOn, data: { householdId, passedOn } }) => ({
      ...withFact(state, occurredOn),
      households: withHousehold(state.households, householdId, (household) =>
        passedOn.unit === 'dong' ? withPassedOn(household, occurredOn, passedOn.amountDong) : withPassedOn(household, occurredOn, passedOn.valueDong, passedOn.species)),
    })),
    on(poolOpened, (state, { occurredOn }) => withFact(state, occurredOn)),
    on(poolClosed, (state, { occurredOn }) => ({ ...withFact(state, occurredOn), poolClosedOn: occurredOn })),
  ],
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

const withFact = (state: Project, day: Day): Project => ({ ...state, firstFactOn: earlier(state.firstFactOn, day) })

const withSupport = (state: Project, day: Day, lines: readonly FundingLine[], amountDong: number): Project => ({
  ...withFact(state, day),
  handedOverDong: state.handedOverDong + amountDong,
  handedOverByLine: withLines(state.handedOverByLine, lines),
})

/** The sums by line with these lines added, or with `sign` -1 taken away. */
export const withLines = (sums: DongByLine, lines: readonly FundingLine[], sign: 1 | -1 = 1): DongByLine =>
  lines.reduce((summed, line) => {
    const key = fundingLineKey(line)
    return { ...summed, [key]: (summed[key] ?? 0) + sign * line.amountDong }
  }, sums)
