import { allocation } from '../capital/allocation.js'
import { projectApproved } from '../catalogue/project-events.js'
import { heldOn } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import { decision, type DecisionContext } from '../core/decision.js'
import { DayField, Id, Part, Parts } from '../core/fields.js'
import { formatDong } from '../core/language.js'
import { sumDong } from '../core/money.js'
import { refuseUnlessPeriod } from '../core/period.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { group, membersOn } from '../group/group.js'
import { household } from '../household/household.js'
import { programme, refuseUnlessOpen, ruleSetOn } from '../programme/programme.js'
import type { Rules } from '../programme/rules.js'
import { refuseUnlessUnitValid, unit, unitId } from '../unit/unit.js'
import { refuseUnlessAppraised } from './appraisal-rule.js'
import { BeneficiaryFields, participantsOf, refuseBeneficiaries, withClass } from './beneficiaries.js'
import { BudgetFields, budgetOf } from './budget.js'
import { refuseGoodsPrices } from './goods-price.js'
import { proposalToDecide } from './project-on-day.js'
import { project, type Project } from './project.js'
import { CounterpartFields, refuseStateShare } from './state-share.js'

/** Approves a proposed project, with its budget, the households' own share and who is supported. */
export class ApproveProject extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Parts('Ngân sách', 'Budget', BudgetFields, { max: 20 }) budget!: BudgetFields[]
  @Part('Vốn đối ứng', "The households' own share", CounterpartFields) counterpart!: CounterpartFields
  @Parts('Các hộ được hỗ trợ', 'Supported households', BeneficiaryFields) beneficiaries!: BeneficiaryFields[]
  @DayField('Ngày kết thúc dự kiến', 'Day on which it is to end', { optional: true, example: '2026-10-30' }) endsOn?: string
}

const refuse = defineRefusals({
  'support-exceeds-budget': {
    rule: "The households' support is paid from the State's budget for the project.", source: 'design',
    vi: ({ supportDong, budgetDong }: { supportDong: number; budgetDong: number }) => `Tổng hỗ trợ các hộ ${formatDong(supportDong)} vượt ngân sách dự án ${formatDong(budgetDong)}.`,
    en: ({ supportDong, budgetDong }: { supportDong: number; budgetDong: number }) => `Support of ${formatDong(supportDong)} in all exceeds the budget of ${formatDong(budgetDong)}.`,
  },
})

export const approveProject = decision(ApproveProject, {
  title: { vi: 'Phê duyệt dự án', en: 'Approve a project' },
  records: projectApproved,
  reads: ({ projectId, budget }) => ({ project: project(projectId), allocations: budget.map(({ allocationId }) => allocation(allocationId)) }),
  thenReads: ({ project: { proposal } }) => ({
    programmes: proposal === undefined ? [] : [programme(proposal.programmeId)],
    groups: proposal === undefined ? [] : [group(proposal.groupId)],
    units: proposal === undefined ? [] : [unit(unitId(proposal.unit))],
  }),
  finallyReads: ({ groups: [own], units: [lies] }, { occurredOn }) => ({
    households: membersOn(own ?? group.definition.initial, occurredOn).map(({ householdId }) => household(householdId)),
    unitsAbove: lies?.registered?.parent === undefined ? [] : [unit(unitId(lies.registered.parent))],
  }),
  decide(states, command, { isCorrection }) {
    const { projectId, counterpart, beneficiaries, endsOn, occurredOn, paper } = command
    const proposal = proposalToDecide(projectId, states.project, { move: 'approve', day: occurredOn, isCorrection })
    if (proposal instanceof Refusal) return proposal
    const [lead = { ruleSets: [] }] = states.programmes
    const [lies = {}] = states.units
    const unfit = refuseUnlessOpen(proposal.programmeId, lead, occurredOn) ?? refuseUnlessUnitValid(proposal.unit, lies, proposal.proposedOn)
    if (unfit) return unfit
    const ruleSet = ruleSetOn(lead, occurredOn)
    if (ruleSet instanceof Refusal) return ruleSet
    const { ruleSetId, rules } = ruleSet
    const areaKind = lies.registered?.areaKind ?? 'other'
    const units = [proposal.unit, lies.registered?.parent, states.unitsAbove[0]?.registered?.parent].filter((each) => each !== undefined)
    const budget = budgetOf({ budget: command.budget, allocations: states.allocations, units, day: occurredOn })
    if (budget instanceof Refusal) return budget
    const stateDong = sumDong(budget.flatMap(({ fundingLines }) => fundingLines))
    const participants = participantsOf(membersOn(states.groups[0] ?? group.definition.initial, occurredOn), states.households)
    const refusal =
      refuseUnlessPeriod(occurredOn, endsOn) ??
      refuseUnlessAppraisedBy(occurredOn, rules, { moves: states.project.moves, isCorrection }) ??
      refuseBeneficiaries(beneficiaries, participants, occurredOn, rules) ??
      refuseSupport(beneficiaries, stateDong) ??
      refuseGoodsPrices(counterpart) ??
      refuseStateShare(rules, { mode: proposal.mode, areaKind, stateDong, counterpart })
    if (refusal) return refusal
    const programmeTags = [proposal.programmeId, ...states.allocations.map(({ assigned }) => assigned?.programmeId)].map((programmeId) => `programme:${programmeId}`)
    return [
      projectApproved(
        { projectId, budget, counterpart, participants: participants.size, beneficiaries: withClass(beneficiaries, participants, occurredOn), ruleSetId, rules, areaKind, endsOn },
        { occurredOn, paper, unit: proposal.unit, ruleSetId },
        programmeTags,
      ),
    ]
  },
})

/** Of an approval that is corrected the invariants know what stood before it. */
const refuseUnlessAppraisedBy = (day: Day, rules: Rules, { moves, isCorrection }: Pick<Project, 'moves'> & Pick<DecisionContext, 'isCorrection'>): Refusal | undefined =>
  isCorrection ? undefined : refuseUnlessAppraised(rules, heldOn(moves, day))

const refuseSupport = (beneficiaries: readonly BeneficiaryFields[], budgetDong: number): Refusal | undefined => {
  const supportDong = beneficiaries.reduce((sum, each) => sum + each.supportDong, 0)
  return supportDong > budgetDong ? refuse('support-exceeds-budget', { supportDong, budgetDong }) : undefined
}
