import type { advancePaid, paymentMade } from '../catalogue/payment-events.js'
import { budgetOfLines } from '../core/budget-lines.js'
import type { Decided } from '../core/decision.js'
import { Dong, Id } from '../core/fields.js'
import { formatDong } from '../core/language.js'
import { splitAcross, sumDong } from '../core/money.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { approvedOn } from '../project/project-on-day.js'
import { project, type Project } from '../project/project.js'
import { payment, type Payment } from './payment.js'
import type { PaymentKind } from './payment-kind.js'
import { refuseOtherKind, requestToAnswer } from './request-to-answer.js'
import { refuseIfUsed, treasuryRecord, TreasuryReference, type TreasuryRecord } from './treasury-reference.js'

/** What the Treasury paid on a request, whole unless another amount is said. */
export class PaidFields extends PaperCommand {
  @Id('Đề nghị tạm ứng, thanh toán', 'Request') paymentId!: string
  @TreasuryReference() treasuryReference!: string
  @Dong('Số tiền chi, nếu ít hơn số đề nghị', 'Amount, where it is less than requested', { optional: true, example: 120_000_000 }) amountDong?: number
}

const refuse = defineRefusals({
  'payment-exceeds-request': {
    rule: 'The Treasury pays at most what was requested.', source: 'design',
    vi: ({ requestedDong, askedDong }: { requestedDong: number; askedDong: number }) => `Số đề nghị là ${formatDong(requestedDong)}, không thể chi ${formatDong(askedDong)}.`,
    en: ({ requestedDong, askedDong }: { requestedDong: number; askedDong: number }) => `${formatDong(requestedDong)} were requested, not ${formatDong(askedDong)}.`,
  },
})

interface Paying {
  readonly payment: Payment
  readonly treasuryRecord: TreasuryRecord
  readonly projects: readonly Project[]
}

/** Advances and payments are decided alike; each answers requests of its own kind. */
export const paying = (kind: PaymentKind, paid: typeof advancePaid | typeof paymentMade) => ({
  reads: ({ paymentId, treasuryReference }: PaidFields) => ({ payment: payment(paymentId), treasuryRecord: treasuryRecord(treasuryReference) }),
  thenReads: ({ payment: { requested } }: { readonly payment: Payment }) => ({ projects: requested === undefined ? [] : [project(requested.projectId)] }),
  decide(states: Paying, { paymentId, treasuryReference, amountDong, occurredOn, paper }: PaidFields): Decided {
    const request = requestToAnswer(paymentId, states.payment, occurredOn)
    if (request instanceof Refusal) return request
    const { projectId, householdId, lines } = request
    const refusal = refuseOtherKind(request, kind) ?? refuseIfUsed(treasuryReference, states.treasuryRecord)
    if (refusal) return refusal
    const [own = project.definition.initial] = states.projects
    const approved = approvedOn(projectId, own, occurredOn)
    if (approved instanceof Refusal) return approved
    const requestedDong = sumDong(lines)
    const paidDong = amountDong ?? requestedDong
    if (paidDong > requestedDong) return refuse('payment-exceeds-request', { requestedDong, askedDong: paidDong })
    const data = { paymentId, projectId, householdId, amountDong: paidDong, treasuryReference, budget: budgetOfLines(splitAcross(lines, paidDong)) }
    return [paid(data, { occurredOn, paper, unit: request.unit, ruleSetId: approved.approval.ruleSetId })]
  },
})
