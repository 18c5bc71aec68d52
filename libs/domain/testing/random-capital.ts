import fc from 'fast-check'
import { effectiveEvents } from '../core/correction.js'
import type { paymentRequested } from '../catalogue/payment-events.js'
import type { DataOf, FactEvent } from '../core/event-definition.js'
import { Refusal } from '../core/refusal.js'
import { adjustCapital, assignCapital, correctEvent, fundingLineOf, paper, province, registerUnit, withoutDayAndPaper } from './examples.js'
import { approveProject, makePayment, payAdvance, proposed, proposeProject, rejectPayment, releaseCapital, requestPayment, returnPayment } from './examples-project.js'
import { commandIdOf, type ScenarioCommand } from './scenario.js'

const kinds = ['assign', 'assign-down', 'adjust', 'approve', 'request', 'pay', 'reject', 'return', 'end', 'release'] as const
type Kind = (typeof kinds)[number]

interface Draw {
  readonly kind: Kind
  /** Which of the allocations, projects or payments that there are. */
  readonly one: number
  readonly amountDong: number
  readonly more: boolean
}

/** A command by its draw, or a correction of an accepted one: annulled, or with another amount. */
export type CapitalStep = Draw | { readonly corrects: number; readonly amountDong?: number }

const amountDong = fc.constantFrom(1, 7, 1_000_001, 3_000_000, 3_000_000, 10_000_000, 20_000_000, 66_000_000)
const draws = (...of: Kind[]): fc.Arbitrary<CapitalStep> => fc.record({ kind: fc.constantFrom(...of), one: fc.nat({ max: 3 }), amountDong, more: fc.boolean() })
const correction: fc.Arbitrary<CapitalStep> = fc.record({ corrects: fc.nat(), amountDong }, { requiredKeys: ['corrects'] })
const phase = (length: number, ...of: Kind[]): fc.Arbitrary<CapitalStep[]> =>
  fc.array(fc.oneof({ weight: 10, arbitrary: draws(...of) }, { weight: 1, arbitrary: draws(...kinds) }, { weight: 2, arbitrary: correction }), { minLength: length, maxLength: 2 * length })

export const lifeOfCapital: fc.Arbitrary<CapitalStep[]> = fc
  .tuple(phase(4, 'assign', 'assign-down', 'adjust'), phase(5, 'approve', 'approve', 'adjust'), phase(6, 'request', 'request', 'pay'), phase(6, 'pay', 'pay', 'reject', 'return', 'adjust'), phase(6, 'end', 'release', 'return', 'request'))
  .map((phases) => phases.flat())

/** A province and a commune, their capital, two projects of the commune, and what the Treasury pays. */
export class RandomCapital {
  readonly village = proposed()
  readonly projectIds: readonly string[]
  readonly accepted: { readonly eventId: string; readonly right: (amountDong: number) => ScenarioCommand }[] = []
  readonly refusals: Refusal[] = []

  constructor() {
    const { scenario, projectId } = this.village
    this.projectIds = [projectId, scenario.idOf(proposeProject(this.village, { name: 'Trồng chè' }), 'projectId')]
    scenario.given(registerUnit({ unit: { codeSet: 'vn-2025', code: '05552' }, name: 'Xã Khe Mo', level: 'commune', parent: province }))
    scenario.given(assignCapital(this.village.programmeId, { unit: province, fundingLines: lines(40_000_000) }))
  }

  get effective(): FactEvent[] {
    return effectiveEvents(this.village.scenario.events)
  }

  get allocationIds(): string[] {
    return this.#ids('capital-assigned', 'allocationId')
  }

  take(step: CapitalStep): void {
    if ('corrects' in step) return this.#correct(step)
    const { kind } = step
    if (kind === 'end') return this.#end(this.#projectId(step))
    // Ids are drawn once, so that a correction speaks of the same things as what it corrects.
    const right = this.#command(kind, step)
    if (this.#run(right(step.amountDong))) this.accepted.push({ eventId: this.village.scenario.lastEvent.eventId, right })
  }

  #run(command: ScenarioCommand): boolean {
    const decided = this.village.scenario.run(command)
    if (decided instanceof Refusal) this.refusals.push(decided)
    return !(decided instanceof Refusal)
  }

  #correct({ corrects, amountDong: amount }: { corrects: number; amountDong?: number }): void {
    const wrong = this.accepted[corrects % Math.max(1, this.accepted.length)]
    if (wrong === undefined) return
    const fields = { paper: paper(`${this.village.scenario.events.length}/KL`) }
    this.#run(correctEvent(wrong.eventId, amount === undefined ? undefined : withoutDayAndPaper(wrong.right(amount)), fields))
  }

  #end(projectId: string): void {
    const { events } = this.village.scenario
    const tag = `project:${projectId}`
    events.push({ type: 'project-cancelled', version: 1, data: { projectId }, tags: [tag], subject: tag, occurredOn: '2024-01-10', unit: province, eventId: commandIdOf(10_000 + events.length), commandId: '' })
  }

  #command(kind: Exclude<Kind, 'end'>, { one, more }: Draw): (amountDong: number) => ScenarioCommand {
    const { programmeId, scenario } = this.village
    const number = scenario.events.length
    const common = { paper: paper(`${number}/QĐ`) }
    const [allocationId, projectId, paymentId] = [pick(this.allocationIds, one), this.#projectId({ one }), pick(this.#ids('payment-requested', 'paymentId'), one)]
    const reference = { treasuryReference: `GRDT-${number}` }
    const commands: Readonly<Record<Exclude<Kind, 'end'>, (amount: number) => ScenarioCommand>> = {
      assign: (amount) => assignCapital(programmeId, { ...common, fundingLines: lines(amount) }),
      'assign-down': (amount) => assignCapital(programmeId, { ...common, unit: { codeSet: 'vn-2025', code: more ? '05551' : '05552' }, fromAllocationId: allocationId, fundingLines: lines(amount) }),
      adjust: (amount) => adjustCapital(allocationId, [{ changeDong: more ? amount : -amount }, { source: 'provincial', changeDong: more ? -7 : 7 }], common),
      approve: (amount) => approveProject(projectId, this.village, {
        ...common, budget: [{ allocationId, fundingLines: lines(amount) }], beneficiaries: [{ householdId: this.village.sinh, supportDong: 1 }],
        counterpart: { cashDong: 40_000_000, goodsDong: 0, labourHalfDays: 0, labourDayPriceDong: 0 },
      }),
      request: (amount) => requestPayment(projectId, { ...common, kind: more ? 'payment' : 'advance', amountDong: amount }),
      pay: (amount) => (this.#isAdvance(paymentId) ? payAdvance : makePayment)(paymentId, { ...common, ...reference, ...(more ? {} : { amountDong: amount }) }),
      reject: () => rejectPayment(paymentId, common),
      return: (amount) => returnPayment(paymentId, { ...common, ...reference, amountDong: amount }),
      release: () => releaseCapital(projectId, common),
    }
    return commands[kind]
  }

  #projectId({ one }: Pick<Draw, 'one'>): string {
    return pick(this.projectIds, one)
  }

  #isAdvance(paymentId: string): boolean {
    return this.village.scenario.events.some(({ type, data }) => type === 'payment-requested' && (data as DataOf<typeof paymentRequested>).paymentId === paymentId && (data as DataOf<typeof paymentRequested>).kind === 'advance')
  }

  /** Of things that were recorded, annulled ones among them. */
  #ids(type: string, field: string): string[] {
    return this.village.scenario.events.filter((event) => event.type === type).map(({ data }) => String((data as Readonly<Record<string, unknown>>)[field]))
  }
}

const lines = (amountDong: number) => [fundingLineOf({ amountDong }), fundingLineOf({ source: 'provincial', amountDong: Math.ceil(amountDong / 10) })]

const pick = (ids: readonly string[], one: number): string => ids[one % Math.max(1, ids.length)] ?? '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'
