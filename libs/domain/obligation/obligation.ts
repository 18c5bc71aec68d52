import { obligationCreated, recoveryReceived, type Owed } from '../catalogue/obligation-events.js'
import { projectClosed } from '../catalogue/project-stage-events.js'
import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'
import type { Species } from '../support/species.js'

/** Đồng, or animals of one species: neither is ever turned into the other. */
export type OwedUnit = 'dong' | Species

export interface Obligation {
  readonly created?: {
    readonly projectId: string
    readonly householdId: string
    readonly owed: Owed
    readonly createdOn: Day
    readonly dueOn: Day
  }
  readonly recovered: Readonly<Partial<Record<OwedUnit, number>>>
  /** The day on which its project was closed, nothing of it outstanding. */
  readonly closedOn?: Day
}

export const obligation = defineState<Obligation>({
  name: 'obligation',
  tagKind: 'obligation',
  initial: { recovered: {} },
  on: [
    on(obligationCreated, (state, { occurredOn, data: { projectId, householdId, owed, dueOn } }) => ({
      ...state,
      created: { projectId, householdId, owed, createdOn: occurredOn, dueOn },
    })),
    on(recoveryReceived, (state, { data: { recovered } }) => {
      const unit = unitOf(recovered)
      return { ...state, recovered: { ...state.recovered, [unit]: (state.recovered[unit] ?? 0) + quantityOf(recovered) } }
    }),
    on(projectClosed, (state, { occurredOn }) => ({ ...state, closedOn: occurredOn })),
  ],
  invariant: (state) => refuseIfOverRecovered(state) ?? refuseIfOwedAfterClosing(state),
})

export const unitOf = (what: Owed): OwedUnit => (what.unit === 'dong' ? 'dong' : what.species)

/** Đồng or a count of animals. */
export const quantityOf = (what: Owed): number => (what.unit === 'dong' ? what.amountDong : what.count)

/** What is still owed, in the obligation's own unit. */
export const outstanding = ({ created, recovered }: Obligation): number => {
  if (created === undefined) return 0
  return quantityOf(created.owed) - (recovered[unitOf(created.owed)] ?? 0)
}

const refuse = defineRefusals({
  'recovered-above-owed': {
    rule: 'What was given back stays within what is owed and in its unit, also after corrections.', source: 'design',
    vi: (_: { unit: OwedUnit }) => 'Số đã hoàn trả sẽ vượt số phải hoàn trả hoặc khác loại; hãy đính chính các lần hoàn trả trước.',
    en: ({ unit }: { unit: OwedUnit }) => `More would have been given back than is owed, or in another unit (${unit}); correct the recoveries first.`,
  },
  'owed-after-closing': {
    rule: 'Nothing is outstanding in a closed project, also after corrections.', source: 'design',
    vi: ({ closedOn }: { closedOn: Day }) => `Dự án đã kết thúc ngày ${formatDay(closedOn)} nhưng sẽ còn số phải hoàn trả; hãy hủy việc kết thúc dự án trước.`,
    en: ({ closedOn }: { closedOn: Day }) => `The project was closed on ${formatDay(closedOn)}, and something would be outstanding; annul the closing first.`,
  },
})

const refuseIfOwedAfterClosing = (state: Obligation): Refusal | undefined =>
  state.closedOn !== undefined && outstanding(state) > 0 ? refuse('owed-after-closing', { closedOn: state.closedOn }) : undefined

const refuseIfOverRecovered = ({ created, recovered }: Obligation): Refusal | undefined => {
  for (const [unit, quantity] of Object.entries(recovered) as [OwedUnit, number][]) {
    const owed = created !== undefined && unitOf(created.owed) === unit ? quantityOf(created.owed) : 0
    if (quantity > owed) return refuse('recovered-above-owed', { unit })
  }
  return undefined
}
