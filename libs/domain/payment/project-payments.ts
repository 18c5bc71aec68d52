import { capitalReleased } from '../catalogue/capital-events.js'
import { advancePaid, paymentMade, paymentRejected, paymentRequested, paymentReturned } from '../catalogue/payment-events.js'
import { projectApproved } from '../catalogue/project-events.js'
import { balanceOfLines, leftOfLines, linesOfBudget, type BudgetLine } from '../core/budget-lines.js'
import { formatDong } from '../core/language.js'
import { fundingLineKey, sumDong } from '../core/money.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'

interface PaymentOfProject {
  readonly requested: readonly BudgetLine[]
  readonly paid?: readonly BudgetLine[]
  readonly returned: readonly BudgetLine[]
  readonly isRejected: boolean
}

/** What the approval committed to a project, what payments hold of it, and what was given back to its allocations. */
export interface ProjectPayments {
  readonly approved?: readonly BudgetLine[]
  readonly released: readonly BudgetLine[]
  readonly payments: Readonly<Record<string, PaymentOfProject>>
}

export const projectPayments = defineState<ProjectPayments>({
  name: 'project-payments',
  tagKind: 'project',
  initial: { released: [], payments: {} },
  on: [
    on(projectApproved, (state, { data: { budget } }) => ({ ...state, approved: linesOfBudget(budget) })),
    on(paymentRequested, (state, { data: { paymentId, budget } }) => withPayment(state, paymentId, () => ({ requested: linesOfBudget(budget) }))),
    on(advancePaid, (state, { data: { paymentId, budget } }) => withPayment(state, paymentId, () => ({ paid: linesOfBudget(budget) }))),
    on(paymentMade, (state, { data: { paymentId, budget } }) => withPayment(state, paymentId, () => ({ paid: linesOfBudget(budget) }))),
    on(paymentRejected, (state, { data: { paymentId } }) => withPayment(state, paymentId, () => ({ isRejected: true }))),
    on(paymentReturned, (state, { data: { paymentId, budget } }) => withPayment(state, paymentId, ({ returned }) => ({ returned: [...returned, ...linesOfBudget(budget)] }))),
    on(capitalReleased, (state, { data: { released } }) => ({ ...state, released: [...state.released, ...linesOfBudget(released)] })),
  ],
  invariant: (state) => refuseIfAboveBudget(state),
})

const withPayment = (state: ProjectPayments, paymentId: string, change: (known: PaymentOfProject) => Partial<PaymentOfProject>): ProjectPayments => {
  const known = state.payments[paymentId] ?? { requested: [], returned: [], isRejected: false }
  return { ...state, payments: { ...state.payments, [paymentId]: { ...known, ...change(known) } } }
}

/** What is still free of the approved budget, line by line; the payment that is being decided anew doesn't count. */
export const freeLines = ({ approved = [], released, payments }: ProjectPayments, exceptPaymentId?: string): BudgetLine[] =>
  leftOfLines(approved, [...released, ...usedLines(payments, exceptPaymentId)])

/** The project's money on its way: what is requested and not answered, what was paid, and what was returned of that. */
export const paymentTotals = ({ payments }: ProjectPayments): { readonly requestedDong: number; readonly paidDong: number; readonly returnedDong: number } => {
  const all = Object.values(payments)
  const open = all.filter(({ paid, isRejected }) => paid === undefined && !isRejected)
  const sum = (lines: readonly (readonly BudgetLine[])[]): number => sumDong(lines.flat())
  return { requestedDong: sum(open.map(({ requested }) => requested)), paidDong: sum(all.map(({ paid = [] }) => paid)), returnedDong: sum(all.map(({ returned }) => returned)) }
}

/** A request holds what it asks for until it is rejected or paid; a payment holds what was paid and not returned. */
const usedLines = (payments: ProjectPayments['payments'], exceptPaymentId?: string): BudgetLine[] =>
  Object.entries(payments).flatMap(([paymentId, { requested, paid, returned, isRejected }]) => {
    if (paymentId === exceptPaymentId) return []
    if (paid !== undefined) return balanceOfLines(paid, returned)
    return isRejected ? [] : [...requested]
  })

const refuse = defineRefusals({
  'payments-need-approval': {
    rule: 'Payments stand on an approval that still holds.', source: 'design',
    vi: ({ payments }: { payments: number }) => `Dự án có ${payments} đề nghị tạm ứng, thanh toán; hãy hủy các đề nghị đó trước khi hủy phê duyệt.`,
    en: ({ payments }: { payments: number }) => `The project has ${payments} requests for payment; annul those before its approval.`,
  },
  'payments-above-budget': {
    rule: 'What was requested, paid and given back to allocations stays within the approved budget, line by line, also after corrections.', source: 'design',
    vi: ({ line, overDong }: { allocationId: string; line: string; overDong: number }) => `Số đề nghị, đã chi và hoàn trả nguồn vốn của dự án ở dòng vốn ${line} sẽ vượt ngân sách được phê duyệt ${formatDong(overDong)}.`,
    en: ({ line, overDong }: { allocationId: string; line: string; overDong: number }) => `What was requested, paid and released on funding line ${line} would exceed the approved budget by ${formatDong(overDong)}.`,
  },
})

const refuseIfAboveBudget = ({ approved, released, payments }: ProjectPayments): Refusal | undefined => {
  const count = Object.keys(payments).length
  if (approved === undefined && count > 0) return refuse('payments-need-approval', { payments: count })
  const over = balanceOfLines(approved ?? [], [...released, ...usedLines(payments)]).find(({ amountDong }) => amountDong < 0)
  return over && refuse('payments-above-budget', { allocationId: over.allocationId, line: fundingLineKey(over), overDong: -over.amountDong })
}
