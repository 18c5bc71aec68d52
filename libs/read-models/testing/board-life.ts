import fc from 'fast-check'
import type { UnitRef } from '#event-log'
import { Refusal, type FactEvent } from '#domain'
import { projectModes } from '#domain/programme/rules'
import { assignCapital, commune, correctEvent, fundingLineOf, openProgramme, paper, province, publishRuleSet, registerUnit, rules, withoutDayAndPaper } from '#domain/testing/examples'
import { approveProject, budgetOf, proposeProject, rejectProject, village } from '#domain/testing/examples-project'
import type { ScenarioCommand } from '#domain/testing/scenario'

export const district: UnitRef = { codeSet: 'vn-2004', code: '169' }
export const districtCommune: UnitRef = { codeSet: 'vn-2004', code: '05680' }
export const boardUnits: readonly UnitRef[] = [province, commune, district, districtCommune]

export const boardDays = ['2023-06-01', '2023-08-15', '2023-10-30', '2024-03-01'] as const

export type BoardStep =
  | { readonly does: 'propose'; readonly unit: number; readonly mode: number; readonly programme: number; readonly costDong: number; readonly day: string }
  | { readonly does: 'decide'; readonly project: number; readonly approves: boolean; readonly supportDong: number; readonly day: string }
  | { readonly does: 'correct'; readonly fact: number; readonly annuls: boolean; readonly amountDong: number }

const day = fc.constantFrom(...boardDays)
const amount = fc.integer({ min: 1, max: 14_000_000 })
const proposal: fc.Arbitrary<BoardStep> = fc.record({ does: fc.constant('propose' as const), unit: fc.nat({ max: 3 }), mode: fc.nat({ max: 2 }), programme: fc.nat({ max: 1 }), costDong: amount, day })
const decided: fc.Arbitrary<BoardStep> = fc.record({ does: fc.constant('decide' as const), project: fc.nat({ max: 9 }), approves: fc.boolean(), supportDong: amount, day })
const corrected: fc.Arbitrary<BoardStep> = fc.record({ does: fc.constant('correct' as const), fact: fc.nat({ max: 30 }), annuls: fc.boolean(), amountDong: amount })

export const boardSteps: fc.Arbitrary<BoardStep[]> = fc
  .tuple(fc.array(proposal, { minLength: 3, maxLength: 8 }), fc.array(fc.oneof({ weight: 2, arbitrary: proposal }, { weight: 6, arbitrary: decided }, { weight: 3, arbitrary: corrected }), { minLength: 8, maxLength: 25 }))
  .map((parts) => parts.flat())

const shares = projectModes.flatMap((mode) => rules.stateShareCaps.map(({ areaKind }) => ({ mode, areaKind, percent: 95 })))

/** Two programmes and four units, a district with its commune under the province among them; and projects anywhere in them. */
export class BoardLife {
  readonly #village = village({ stateShareCaps: shares })
  readonly #programmeIds: readonly string[]
  readonly #allocationId: string
  readonly #projectIds: string[] = []
  readonly #recorded: { readonly eventId: string; readonly again: (amountDong: number) => ScenarioCommand }[] = []

  constructor() {
    const { scenario, programmeId } = this.#village
    const other = scenario.idOf(openProgramme({ code: 'NTP-RD', name: 'Xây dựng nông thôn mới', paper: paper('263/QĐ-TTg', '2022-01-18') }), 'programmeId')
    scenario.given(publishRuleSet(other, { rules: { ...rules, stateShareCaps: shares }, paper: paper('26/2022/QĐ-UBND') }))
    scenario.given(registerUnit({ unit: district, name: 'Huyện Đồng Hỷ', level: 'district', parent: province }), registerUnit({ unit: districtCommune, name: 'Xã Văn Hán cũ', level: 'commune', parent: district }))
    this.#allocationId = scenario.idOf(assignCapital(programmeId, { unit: province, paper: paper('313/QĐ-UBND', '2023-02-10'), fundingLines: [fundingLineOf(), fundingLineOf({ source: 'provincial' })] }), 'allocationId')
    this.#programmeIds = [programmeId, other]
  }

  get events(): readonly FactEvent[] {
    return this.#village.scenario.events
  }

  take(step: BoardStep): void {
    if (step.does === 'correct') return this.#correct(step)
    const again = (amountDong: number): ScenarioCommand => (step.does === 'propose' ? this.#proposal(step, amountDong) : this.#decision(step, amountDong))
    const { scenario } = this.#village
    if (scenario.run(again(step.does === 'propose' ? step.costDong : step.supportDong)) instanceof Refusal) return
    this.#recorded.push({ eventId: scenario.lastEvent.eventId, again })
    if (step.does === 'propose') this.#projectIds.push((scenario.lastEvent.data as { readonly projectId: string }).projectId)
  }

  #correct({ fact, annuls, amountDong }: BoardStep & { readonly does: 'correct' }): void {
    const wrong = this.#recorded[fact % Math.max(1, this.#recorded.length)]
    if (wrong === undefined) return
    const { scenario } = this.#village
    scenario.run(correctEvent(wrong.eventId, annuls ? undefined : withoutDayAndPaper(wrong.again(amountDong)), { paper: paper(`${scenario.events.length}/KL`) }))
  }

  #proposal({ unit, mode, programme, day: occurredOn }: BoardStep & { readonly does: 'propose' }, proposedCostDong: number): ScenarioCommand {
    const name = `Dự án ${this.#projectIds.length + 1}`
    return proposeProject({ ...this.#village, programmeId: this.#programmeIds[programme] ?? '' }, { occurredOn, name, unit: boardUnits[unit], mode: projectModes[mode], proposedCostDong, paper: paper(name, occurredOn) })
  }

  #decision({ project, approves, day: occurredOn }: BoardStep & { readonly does: 'decide' }, supportDong: number): ScenarioCommand {
    const projectId = this.#projectIds[project % Math.max(1, this.#projectIds.length)] ?? '00000000-0000-4000-8000-000000000000'
    if (!approves) return rejectProject(projectId, { occurredOn })
    const beneficiaries = [{ householdId: this.#village.sinh, supportDong }]
    const counterpart = { cashDong: 9_000_000, goodsDong: 0, labourHalfDays: 0, labourDayPriceDong: 250_000 }
    return approveProject(projectId, { ...this.#village, allocationId: this.#allocationId }, { occurredOn, beneficiaries, counterpart, budget: budgetOf(this.#allocationId, supportDong, 1_000_000) })
  }
}
