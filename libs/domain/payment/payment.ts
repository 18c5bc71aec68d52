import type { UnitRef } from '#event-log'
import { advancePaid, paymentMade, paymentRejected, paymentRequested, paymentReturned } from '../catalogue/payment-events.js'
import { balanceOfLines, linesOfBudget, type BudgetLine } from '../core/budget-lines.js'
import type { Day } from '../core/day.js'
import type { DataOf } from '../core/event-definition.js'
import { formatDong } from '../core/language.js'
import { sumDong } from '../core/money.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'
import type { PaymentKind } from './payment-kind.js'

export interface RequestedPayment {
  readonly projectId: string
  readonly kind: PaymentKind
  /** The payee, where it is a household. */
  readonly householdId?: string | undefined
  readonly lines: readonly BudgetLine[]
  readonly requestedOn: Day
  readonly unit: UnitRef
}

/** A request to the Treasury, how it was answered, and what was returned of it. */
export interface Payment {
  readonly requested?: RequestedPayment
  readonly paid?: { readonly paidOn: Day; readonly lines: readonly BudgetLine[] }
  readonly rejectedOn?: Day
  readonly returned: readonly BudgetLine[]
}

export const payment = defineState<Payment>({
  name: 'payment',
  tagKind: 'payment',
  initial: { returned: [] },
  on: [
    on(paymentRequested, (state, { occurredOn, unit, data: { projectId, kind, payee, budget } }) => ({
      ...state,
      requested: { projectId, kind, householdId: payee.kind === 'household' ? payee.householdId : undefined, lines: linesOfBudget(budget), requestedOn: occurredOn, unit },
    })),
    on(advancePaid, (state, { occurredOn, data }) => withPaid(state, occurredOn, data)),
    on(paymentMade, (state, { occurredOn, data }) => withPaid(state, occurredOn, data)),
    on(paymentRejected, (state, { occurredOn }) => ({ ...state, rejectedOn: occurredOn })),
    on(paymentReturned, (state, { data: { budget } }) => ({ ...state, returned: [...state.returned, ...linesOfBudget(budget)] })),
  ],
  invariant: (state) => refuseIfUncovered(state),
})

const withPaid = (state: Payment, paidOn: Day, { budget }: DataOf<typeof paymentMade>): Payment => ({ ...state, paid: { paidOn, lines: linesOfBudget(budget) } })

const refuse = defineRefusals({
  'payment-needs-request': {
    rule: 'A payment, a rejection and a return stand on a request that still holds.', source: 'design',
    vi: (_: Record<never, never>) => 'Đề nghị này đã được chi hoặc bị từ chối; hãy hủy nội dung đó trước khi hủy đề nghị.',
    en: (_: Record<never, never>) => 'The request was paid or rejected; annul that before the request.',
  },
  'paid-above-requested': {
    rule: 'The Treasury paid at most what was requested, also after corrections.', source: 'design',
    vi: ({ overDong }: { overDong: number }) => `Số đã chi sẽ vượt số đề nghị ${formatDong(overDong)}.`,
    en: ({ overDong }: { overDong: number }) => `${formatDong(overDong)} more would have been paid than was requested.`,
  },
  'returned-above-paid': {
    rule: 'At most what was paid was returned, also after corrections.', source: 'design',
    vi: ({ overDong }: { overDong: number }) => `Số đã nộp trả sẽ vượt số đã chi ${formatDong(overDong)}.`,
    en: ({ overDong }: { overDong: number }) => `${formatDong(overDong)} more would have been returned than was paid.`,
  },
})

const refuseIfUncovered = ({ requested, paid, rejectedOn, returned }: Payment): Refusal | undefined => {
  if (requested === undefined) return paid ?? rejectedOn ?? returned[0] ? refuse('payment-needs-request', {}) : undefined
  const paidLines = paid?.lines ?? []
  const overDong = sumDong(paidLines) - sumDong(requested.lines)
  if (overDong > 0) return refuse('paid-above-requested', { overDong })
  const unpaid = balanceOfLines(paidLines, returned).filter(({ amountDong }) => amountDong < 0)
  return unpaid.length === 0 ? undefined : refuse('returned-above-paid', { overDong: -sumDong(unpaid) })
}
