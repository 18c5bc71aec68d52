import { paymentReturned } from '../catalogue/payment-events.js'
import { budgetOfLines, leftOfLines } from '../core/budget-lines.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Dong, Id } from '../core/fields.js'
import { formatDay, formatDong } from '../core/language.js'
import { splitAcross, sumDong } from '../core/money.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals } from '../core/refusal.js'
import { payment } from './payment.js'
import { refuseUnknown } from './request-to-answer.js'
import { refuseIfUsed, treasuryRecord, TreasuryReference } from './treasury-reference.js'

/** Records that money that the Treasury had paid was returned, whole or in part. */
export class ReturnPayment extends PaperCommand {
  @Id('Đề nghị tạm ứng, thanh toán', 'Request') paymentId!: string
  @Dong('Số tiền nộp trả', 'Amount returned', { example: 5_000_000 }) amountDong!: number
  @TreasuryReference() treasuryReference!: string
}

const refuse = defineRefusals({
  'payment-not-paid-on-day': {
    rule: 'Money is returned after it was paid.', source: 'design',
    vi: ({ day }: { day: Day }) => `Khoản này chưa được chi tính đến ngày ${formatDay(day)}.`,
    en: ({ day }: { day: Day }) => `Nothing had been paid on this request by ${formatDay(day)}.`,
  },
  'return-exceeds-paid': {
    rule: 'At most what was paid and not yet returned is returned.', source: 'design',
    vi: ({ leftDong, askedDong }: { leftDong: number; askedDong: number }) => `Số đã chi chưa nộp trả còn ${formatDong(leftDong)}, không thể nộp trả ${formatDong(askedDong)}.`,
    en: ({ leftDong, askedDong }: { leftDong: number; askedDong: number }) => `Of what was paid ${formatDong(leftDong)} are not yet returned, not ${formatDong(askedDong)}.`,
  },
})

const kind = paymentReturned.type

export const returnPayment = decision(ReturnPayment, {
  title: { vi: 'Nộp trả khoản đã chi', en: 'Return a payment' },
  records: paymentReturned,
  reads: ({ paymentId, treasuryReference, paper }) => ({
    payment: payment(paymentId),
    treasuryRecord: treasuryRecord(treasuryReference),
    paperRecord: paperRecord(paperId(kind, `payment:${paymentId}`, paper)),
  }),
  decide(states, { paymentId, amountDong, treasuryReference, occurredOn, paper }) {
    const { requested, paid, returned } = states.payment
    if (requested === undefined) return refuseUnknown(paymentId)
    if (paid === undefined || occurredOn < paid.paidOn) return refuse('payment-not-paid-on-day', { day: occurredOn })
    const refusal = refuseIfRecorded(paper, states.paperRecord) ?? refuseIfUsed(treasuryReference, states.treasuryRecord)
    if (refusal) return refusal
    const kept = leftOfLines(paid.lines, returned)
    const leftDong = sumDong(kept)
    if (amountDong > leftDong) return refuse('return-exceeds-paid', { leftDong, askedDong: amountDong })
    const { projectId, householdId, unit } = requested
    const data = { paymentId, projectId, householdId, amountDong, treasuryReference, budget: budgetOfLines(splitAcross(kept, amountDong)) }
    return [paymentReturned(data, { occurredOn, paper, unit }, [paperTag(kind, `payment:${paymentId}`, paper)])]
  },
})
