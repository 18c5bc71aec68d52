import fc from 'fast-check'
import { effectiveEvents } from '../core/correction.js'
import type { FactEvent } from '../core/event-definition.js'
import { Refusal } from '../core/refusal.js'
import { obligation, outstandingOn } from '../obligation/obligation.js'
import { correctEvent, paper, withoutDayAndPaper } from './examples.js'
import {
  approveProject, budgetOf, closePool, createObligation, handOverAnimal, handOverGoods, handOverMoney, openPool, passOnSupport, pledgeContribution, proposed, proposeProject, rankCandidates, recordContribution,
  recordHandoverRefusal, recordRecovery, rejectProject, rescheduleObligation, resolveSurplus, reverseContribution, selectRecipient,
} from './examples-project.js'
import type { ScenarioCommand } from './scenario.js'

const kinds = [
  'approve', 'reject', 'pledge', 'contribute', 'contribute-goods', 'contribute-labour', 'reverse', 'hand-over-money', 'hand-over-animal', 'hand-over-goods', 'refuse-handover', 'owe-money', 'owe-animal',
  'give-back-money', 'give-back-animal', 'reschedule', 'open-pool', 'rank', 'select', 'pass-on-money', 'pass-on-animal', 'surplus-money', 'surplus-animal', 'close-pool',
] as const
type Kind = (typeof kinds)[number]

interface Draw {
  readonly kind: Kind
  readonly project: number
  readonly household: number
  readonly animal: number
  readonly amountDong: number
  readonly day: string
  readonly paperNumber: number
}

/** A command by its draw, or a correction of an accepted one: annulled, or with another amount. */
export type Step = Draw | { readonly corrects: number; readonly amountDong?: number }

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'

const amountDong = fc.constantFrom(1, 700_000, 1_500_000, 1_500_000, 2_000_000, 3_000_001, 6_000_000, 40_000_000)

/** Draws of these kinds, mostly for these households and days. */
const draws = (of: readonly Kind[], households: readonly number[], days: readonly string[], amounts: fc.Arbitrary<number> = amountDong): fc.Arbitrary<Draw> =>
  fc.record({
    kind: fc.constantFrom(...of), project: fc.nat({ max: 1 }), household: fc.constantFrom(...households), animal: fc.nat({ max: 4 }), amountDong: amounts, day: fc.constantFrom(...days),
    paperNumber: fc.nat({ max: 20 }),
  })

const anything = draws(kinds, [0, 1, 2, 3, 4], ['2023-05-31', '2023-06-30', '2023-10-30', '2023-11-20', '2024-03-08', '2024-11-20', '2025-06-30', '2025-12-31'])
const correction: fc.Arbitrary<Step> = fc.record({ corrects: fc.nat(), amountDong }, { requiredKeys: ['corrects'] })
const phase = (usual: fc.Arbitrary<Draw>, minLength: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.oneof({ weight: 8, arbitrary: usual }, { weight: 1, arbitrary: anything }, { weight: 1, arbitrary: correction }), { minLength, maxLength: 2 * minLength })

/** Steps that follow the course of a project often enough to get to its end, and else do whatever comes. */
export const life: fc.Arbitrary<Step[]> = fc
  .tuple(
    phase(draws(['approve'], [1, 2], ['2023-06-30', '2023-10-30'], fc.constantFrom(7_000_000, 10_000_000)), 3),
    phase(draws(['pledge', 'contribute', 'contribute-goods', 'contribute-labour'], [0, 1, 2], ['2023-06-30', '2023-11-20', '2024-03-08']), 6),
    phase(draws(['hand-over-money', 'hand-over-animal', 'hand-over-animal', 'hand-over-goods', 'refuse-handover', 'reverse'], [0, 1, 2], ['2023-11-20', '2024-03-08']), 9),
    phase(draws(['owe-money', 'owe-animal'], [0, 1, 2], ['2024-03-08', '2024-03-09']), 8),
    phase(draws(['open-pool'], [0], ['2024-03-08']), 3),
    phase(draws(['rank'], [2, 4], ['2024-03-09']), 3),
    phase(draws(['select', 'select', 'select', 'rank'], [2, 4], ['2024-11-20']), 6),
    phase(draws(['give-back-money', 'give-back-animal', 'give-back-money', 'reschedule'], [0, 1, 2, 3], ['2024-11-20', '2025-06-30']), 9),
    phase(draws(['pass-on-money', 'pass-on-money', 'pass-on-animal'], [2, 4], ['2025-06-30'], fc.constantFrom(1, 2)), 8),
    phase(draws(['surplus-money', 'surplus-money', 'surplus-money', 'surplus-animal', 'close-pool'], [2, 4], ['2025-06-30', '2025-12-31'], fc.constantFrom(1, 2)), 5),
    fc.array(fc.oneof(anything, correction, correction), { minLength: 6, maxLength: 14 }),
  )
  .map((phases) => phases.flat())

/** Two projects of one group under one allocation, and whatever steps are taken in them. */
export class RandomLife {
  readonly village = proposed()
  readonly projectIds: readonly string[]
  readonly accepted: { readonly draw: Draw; readonly eventId: string }[] = []
  readonly refusals: Refusal[] = []

  constructor() {
    this.projectIds = [this.village.projectId, this.village.scenario.idOf(proposeProject(this.village, { name: 'Trồng chè' }), 'projectId')]
  }

  get effective(): FactEvent[] {
    return effectiveEvents(this.village.scenario.events)
  }

  take(step: Step): void {
    const command = 'corrects' in step ? this.#correction(step) : this.#command(step)
    if (command === undefined) return
    const decided = this.village.scenario.run(command)
    if (decided instanceof Refusal) this.refusals.push(decided)
    else if (!('corrects' in step)) this.accepted.push({ draw: step, eventId: this.village.scenario.lastEvent.eventId })
  }

  #correction({ corrects, amountDong: right }: { corrects: number; amountDong?: number }): ScenarioCommand | undefined {
    const wrong = this.accepted[corrects % Math.max(1, this.accepted.length)]
    if (wrong === undefined) return undefined
    const fields = { paper: paper(`${this.village.scenario.events.length}/KL`) }
    return right === undefined ? correctEvent(wrong.eventId, undefined, fields) : correctEvent(wrong.eventId, withoutDayAndPaper(this.#command({ ...wrong.draw, amountDong: right })), fields)
  }

  #command(step: Draw): ScenarioCommand {
    const { sinh, lan, minh, hoa, tam } = this.village
    const projectId = this.projectIds[step.project] as string
    const householdId = [sinh, lan, minh, hoa, tam][step.household] as string
    const { amountDong: amount, day: occurredOn } = step
    const animalTag = `TN-${step.animal}`
    const common = { occurredOn, paper: paper(`${step.paperNumber}/BB`) }
    const commands: Readonly<Record<Kind, () => ScenarioCommand>> = {
      approve: () => approveProject(projectId, this.village, {
        ...common, budget: budgetOf(this.village.allocationId, 3 * amount, 1_000_000),
        beneficiaries: [sinh, lan, minh, hoa].slice(0, step.household + 1).map((each) => ({ householdId: each, supportDong: amount })),
        counterpart: { cashDong: 13_000_000, goodsDong: 0, labourHalfDays: 9, labourDayPriceDong: 250_001, goodsPrices: [{ item: 'Rơm khô', unitName: 'cuộn', unitPriceDong: 40_000 }] },
      }),
      reject: () => rejectProject(projectId, common),
      pledge: () => pledgeContribution(projectId, householdId, { ...common, cash: { amountDong: amount } }),
      contribute: () => recordContribution(projectId, householdId, { ...common, cash: { amountDong: amount } }),
      'contribute-goods': () => recordContribution(projectId, householdId, { ...common, goods: { item: 'Rơm khô', quantity: 1 + (amount % 1_000), unitName: 'cuộn' } }),
      'contribute-labour': () => recordContribution(projectId, householdId, { ...common, labour: { halfDays: 1 + step.animal } }),
      reverse: () => reverseContribution(this.#idOf('contribution-received', 'contributionId', step), { ...common, reason: `Trả lại ${amount}` }),
      'hand-over-money': () => handOverMoney(projectId, householdId, { ...common, amountDong: amount }),
      'hand-over-animal': () => handOverAnimal(projectId, householdId, { ...common, animalTag, valueDong: amount }),
      'hand-over-goods': () => handOverGoods(projectId, householdId, { ...common, items: [{ item: 'Cám', quantity: 1 + step.animal, unitName: 'bao', unitPriceDong: Math.min(amount, 2_000_000) }] }),
      'refuse-handover': () => recordHandoverRefusal(projectId, householdId, { ...common, animalTag }),
      'owe-money': () => createObligation(projectId, householdId, { ...common, amountDong: amount }),
      'owe-animal': () => createObligation(projectId, householdId, { ...common, animals: { species: 'cow', count: 1 } }),
      'give-back-money': () => recordRecovery(this.#obligationId(step, 'dong'), { ...common, amountDong: amount }),
      'give-back-animal': () => recordRecovery(this.#obligationId(step, 'animals'), { ...common, animals: { species: 'cow', tags: [{ animalTag }], valueDong: amount } }),
      reschedule: () => this.#rescheduling(step, common),
      'open-pool': () => openPool(projectId, { ...common, custodianHouseholdId: hoa }),
      rank: () => rankCandidates(projectId, step.paperNumber % 3 === 0 ? [tam] : step.animal % 2 === 0 ? [minh, tam] : [tam, minh], common),
      select: () => selectRecipient(projectId, householdId, { ...common, ...(step.animal % 2 === 0 ? { outOfOrderReason: 'Hộ xếp trước xin lùi' } : {}) }),
      'surplus-money': () => resolveSurplus(projectId, { ...common, amountDong: amount }),
      'surplus-animal': () => resolveSurplus(projectId, { ...common, animals: { tags: [{ animalTag }], valueDong: amount } }),
      'close-pool': () => closePool(projectId, common),
      'pass-on-money': () => passOnSupport(projectId, householdId, { ...common, amountDong: amount }),
      'pass-on-animal': () => passOnSupport(projectId, householdId, { ...common, animal: { animalTag, valueDong: amount } }),
    }
    return commands[step.kind]()
  }

  /** What is outstanding on the day, sometimes a đồng less, in two instalments. */
  #rescheduling(step: Draw, common: { readonly occurredOn: string }): ScenarioCommand {
    const obligationId = this.#obligationId(step, 'dong')
    const left = outstandingOn(this.village.scenario.state(obligation(obligationId)), step.day) - (step.animal === 4 ? 1 : 0)
    const [first, second] = ['2026-03-31', '2026-09-30']
    return rescheduleObligation(obligationId, left > 1 ? [{ dueOn: first, amountDong: 1 }, { dueOn: second, amountDong: left - 1 }] : [{ dueOn: second, amountDong: 1 }], common)
  }

  /** One of the obligations in that unit, annulled ones among them, or one that is not there. */
  #obligationId({ household }: Draw, unit: 'dong' | 'animals'): string {
    const created = this.village.scenario.events.filter(({ type, data }) => type === 'obligation-created' && (data as { owed: { unit: string } }).owed.unit === unit)
    const event = created[household % Math.max(1, created.length)]
    return event === undefined ? unknownId : (event.data as { obligationId: string }).obligationId
  }

  /** The id of one of the things that events of this type made, annulled ones among them, or of one that is not there. */
  #idOf(type: string, field: string, { household, animal }: Draw): string {
    const made = this.village.scenario.events.filter((event) => event.type === type)
    const event = made[(household + animal) % Math.max(1, made.length)]
    return event === undefined ? unknownId : String((event.data as Readonly<Record<string, unknown>>)[field])
  }
}
