import { paymentRejected } from '../catalogue/payment-events.js'
import { decision } from '../core/decision.js'
import { Id, Text } from '../core/fields.js'
import { PaperCommand } from '../core/recorded-command.js'
import { Refusal } from '../core/refusal.js'
import { payment } from './payment.js'
import { requestToAnswer } from './request-to-answer.js'

/** Records that a request was rejected; its money is free again. */
export class RejectPayment extends PaperCommand {
  @Id('Đề nghị tạm ứng, thanh toán', 'Request') paymentId!: string
  @Text('Lý do', 'Reason', { max: 1000, example: 'Thiếu biên bản nghiệm thu' }) reason!: string
}

export const rejectPayment = decision(RejectPayment, {
  title: { vi: 'Từ chối đề nghị tạm ứng, thanh toán', en: 'Reject a request for payment' },
  records: paymentRejected,
  reads: ({ paymentId }) => ({ payment: payment(paymentId) }),
  decide(states, { paymentId, reason, occurredOn, paper }) {
    const request = requestToAnswer(paymentId, states.payment, occurredOn)
    if (request instanceof Refusal) return request
    const { projectId, householdId, unit } = request
    return [paymentRejected({ paymentId, projectId, householdId, reason }, { occurredOn, paper, unit })]
  },
})
