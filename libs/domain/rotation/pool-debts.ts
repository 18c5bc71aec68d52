import { obligationCreated, recoveryReceived } from '../catalogue/obligation-events.js'
import { poolClosed } from '../catalogue/rotation-events.js'
import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'
import { quantityOf, unitOf, type OwedUnit } from '../obligation/obligation.js'

/** What is still owed to a project's pool, by unit; what is zero is left out. */
export type PoolDebts = Readonly<Partial<Record<OwedUnit, number>>>

interface DebtsAndClosing {
  readonly outstanding: PoolDebts
  readonly closedOn?: Day
}

/** All that a project's households owe and have not given back: read only when its pool is to be closed. */
export const poolDebts = defineState<DebtsAndClosing>({
  name: 'pool-debts',
  tagKind: 'project',
  initial: { outstanding: {} },
  on: [
    on(obligationCreated, (state, { data: { owed } }) => ({ ...state, outstanding: withDebt(state.outstanding, unitOf(owed), quantityOf(owed)) })),
    on(recoveryReceived, (state, { data: { recovered } }) => ({ ...state, outstanding: withDebt(state.outstanding, unitOf(recovered), -quantityOf(recovered)) })),
    on(poolClosed, (state, { occurredOn }) => ({ ...state, closedOn: occurredOn })),
  ],
  invariant: ({ outstanding, closedOn }) => (closedOn !== undefined && Object.keys(outstanding).length > 0 ? refuse('closed-pool-owed', { closedOn }) : undefined),
})

const withDebt = ({ ...debts }: PoolDebts, unit: OwedUnit, change: number): PoolDebts => {
  const { [unit]: known = 0, ...others } = debts
  return known + change === 0 ? others : { ...others, [unit]: known + change }
}

const refuse = defineRefusals({
  'closed-pool-owed': {
    rule: 'Nothing is owed to a closed pool, also after corrections.', source: 'design',
    vi: ({ closedOn }: { closedOn: Day }) => `Quỹ quay vòng đã đóng ngày ${formatDay(closedOn)} nên không thể còn nghĩa vụ hoàn trả; hãy hủy việc đóng quỹ trước.`,
    en: ({ closedOn }: { closedOn: Day }) => `The rotation pool was closed on ${formatDay(closedOn)}, so nothing can be owed to it; annul its closing first.`,
  },
})

/** Why nothing more can be owed to the pool, if so: its closing said that nothing is outstanding, whatever the day. */
export const refuseNewDebt = (poolClosedOn: Day | undefined): Refusal | undefined => (poolClosedOn === undefined ? undefined : refuse('closed-pool-owed', { closedOn: poolClosedOn }))
