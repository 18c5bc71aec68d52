import { obligationCreated, obligationRescheduled, recoveryReceived, type Owed } from '../catalogue/obligation-events.js'
import { projectClosed } from '../catalogue/project-stage-events.js'
import { withDated, type DatedList } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'
import type { Species } from '../support/species.js'
import { instalmentsOf, sumOf, type Instalment } from './schedule.js'

/** Đồng, or animals of one species: neither is ever turned into the other. */
export type OwedUnit = 'dong' | Species

export interface Obligation {
  readonly created?: {
    readonly projectId: string
    readonly householdId: string
    readonly owed: Owed
    readonly createdOn: Day
    readonly dueOn: Day
    /** What was agreed at first; one for all where no instalments were. */
    readonly instalments: readonly Instalment[]
  }
  readonly recovered: Readonly<Partial<Record<OwedUnit, number>>>
  /** How much was given back on which day. */
  readonly receipts: DatedList<number>
  /** The new days of what was outstanding then. */
  readonly reschedulings: DatedList<readonly Instalment[]>
  /** The day on which its project was closed, nothing of it outstanding. */
  readonly projectClosedOn?: Day
}

export const obligation = defineState<Obligation>({
  name: 'obligation',
  tagKind: 'obligation',
  initial: { recovered: {}, receipts: [], reschedulings: [] },
  on: [
    on(obligationCreated, (state, { occurredOn, data: { projectId, householdId, owed, dueOn, instalments = [] } }) => ({
      ...state,
      created: {
        projectId, householdId, owed, createdOn: occurredOn, dueOn,
        instalments: instalments.length > 0 ? instalmentsOf(instalments) : [{ dueOn, quantity: quantityOf(owed) }],
      },
    })),
    on(recoveryReceived, (state, { occurredOn, data: { recovered } }) => {
      const unit = unitOf(recovered)
      return {
        ...state,
        recovered: { ...state.recovered, [unit]: (state.recovered[unit] ?? 0) + quantityOf(recovered) },
        receipts: withDated(state.receipts, occurredOn, quantityOf(recovered)),
      }
    }),
    on(obligationRescheduled, (state, { occurredOn, data: { instalments } }) => ({ ...state, reschedulings: withDated(state.reschedulings, occurredOn, instalmentsOf(instalments)) })),
    on(projectClosed, (state, { occurredOn }) => ({ ...state, projectClosedOn: occurredOn })),
  ],
  invariant: (state) => refuseIfOverRecovered(state) ?? refuseIfRescheduledAboveOwed(state) ?? refuseIfOwedAfterClosing(state),
})

export const unitOf = (what: Owed): OwedUnit => (what.unit === 'dong' ? 'dong' : what.species)

/** Đồng or a count of animals. */
export const quantityOf = (what: Owed): number => (what.unit === 'dong' ? what.amountDong : what.count)

/** What is still owed, in the obligation's own unit. */
export const outstanding = ({ created, recovered }: Obligation): number => {
  if (created === undefined) return 0
  return quantityOf(created.owed) - (recovered[unitOf(created.owed)] ?? 0)
}

/** What was still owed at the end of a day, whatever is recorded of later ones. */
export const outstandingOn = ({ created, receipts }: Obligation, day: Day): number =>
  created === undefined ? 0 : quantityOf(created.owed) - receipts.reduce((sum, { from, value }) => (from <= day ? sum + value : sum), 0)

const refuse = defineRefusals({
  'recovered-above-owed': {
    rule: 'What was given back stays within what is owed and in its unit, also after corrections.', source: 'design',
    vi: (_: { unit: OwedUnit }) => 'Số đã hoàn trả sẽ vượt số phải hoàn trả hoặc khác loại; hãy đính chính các lần hoàn trả trước.',
    en: ({ unit }: { unit: OwedUnit }) => `More would have been given back than is owed, or in another unit (${unit}); correct the recoveries first.`,
  },
  'rescheduled-above-owed': {
    rule: 'What was rescheduled stays within what is owed, also after corrections.', source: 'design',
    vi: ({ rescheduledOn }: { rescheduledOn: Day }) => `Lịch hoàn trả điều chỉnh ngày ${formatDay(rescheduledOn)} sẽ nhiều hơn số phải hoàn trả; hãy đính chính lần điều chỉnh đó trước.`,
    en: ({ rescheduledOn }: { rescheduledOn: Day }) => `More was rescheduled on ${formatDay(rescheduledOn)} than would be owed; correct that first.`,
  },
  'owed-after-closing': {
    rule: 'Nothing is outstanding in a closed project, also after corrections.', source: 'design',
    vi: ({ closedOn }: { closedOn: Day }) => `Dự án đã kết thúc ngày ${formatDay(closedOn)} nhưng sẽ còn số phải hoàn trả; hãy hủy việc kết thúc dự án trước.`,
    en: ({ closedOn }: { closedOn: Day }) => `The project was closed on ${formatDay(closedOn)}, and something would be outstanding; annul the closing first.`,
  },
})

const refuseIfOwedAfterClosing = (state: Obligation): Refusal | undefined =>
  state.projectClosedOn !== undefined && outstanding(state) > 0 ? refuse('owed-after-closing', { closedOn: state.projectClosedOn }) : undefined

const refuseIfOverRecovered = ({ created, recovered }: Obligation): Refusal | undefined => {
  for (const [unit, quantity] of Object.entries(recovered) as [OwedUnit, number][]) {
    const owed = created !== undefined && unitOf(created.owed) === unit ? quantityOf(created.owed) : 0
    if (quantity > owed) return refuse('recovered-above-owed', { unit })
  }
  return undefined
}

const refuseIfRescheduledAboveOwed = ({ created, reschedulings }: Obligation): Refusal | undefined => {
  const owed = created === undefined ? 0 : quantityOf(created.owed)
  const above = reschedulings.find(({ value }) => sumOf(value) > owed)
  return above && refuse('rescheduled-above-owed', { rescheduledOn: above.from })
}
