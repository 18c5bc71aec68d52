import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { PaymentKind } from './payment-kind.js'
import type { Payment, RequestedPayment } from './payment.js'

type Answer = 'paid' | 'rejected'

const refuse = defineRefusals({
  'payment-unknown': {
    rule: 'The Treasury answers requests that were made.', source: 'design',
    vi: ({ paymentId }: { paymentId: string }) => `Chưa có đề nghị tạm ứng, thanh toán ${paymentId}.`,
    en: ({ paymentId }: { paymentId: string }) => `There is no request for payment ${paymentId}.`,
  },
  'payment-not-yet-requested': {
    rule: 'A payment is requested before it is made or rejected.', source: 'design',
    vi: ({ requestedOn, day }: { requestedOn: Day; day: Day }) => `Khoản chi được đề nghị ngày ${formatDay(requestedOn)}, sau ngày ${formatDay(day)}.`,
    en: ({ requestedOn, day }: { requestedOn: Day; day: Day }) => `The payment was requested on ${formatDay(requestedOn)}, after ${formatDay(day)}.`,
  },
  'payment-already-answered': {
    rule: 'A request is paid or rejected once.', source: 'design',
    vi: ({ answer, answeredOn }: { answer: Answer; answeredOn: Day }) => `Đề nghị đã ${answer === 'paid' ? 'được chi' : 'bị từ chối'} ngày ${formatDay(answeredOn)}.`,
    en: ({ answer, answeredOn }: { answer: Answer; answeredOn: Day }) => `The request was ${answer} on ${formatDay(answeredOn)}.`,
  },
  'payment-of-other-kind': {
    rule: 'A request for an advance is answered by an advance, one for a payment by a payment.', source: 'Circular 55/2023',
    vi: ({ kind }: { kind: PaymentKind }) => `Đề nghị này là đề nghị ${kind === 'advance' ? 'tạm ứng' : 'thanh toán'}.`,
    en: ({ kind }: { kind: PaymentKind }) => `This request is for ${kind === 'advance' ? 'an advance' : 'a payment'}.`,
  },
})

/** The request that can be answered on a day; where it can't, the refusal. */
export const requestToAnswer = (paymentId: string, { requested, paid, rejectedOn }: Payment, day: Day): RequestedPayment | Refusal => {
  if (requested === undefined) return refuse('payment-unknown', { paymentId })
  if (paid) return refuse('payment-already-answered', { answer: 'paid', answeredOn: paid.paidOn })
  if (rejectedOn) return refuse('payment-already-answered', { answer: 'rejected', answeredOn: rejectedOn })
  const { requestedOn } = requested
  return day < requestedOn ? refuse('payment-not-yet-requested', { requestedOn, day }) : requested
}

export const refuseOtherKind = ({ kind }: RequestedPayment, answeredAs: PaymentKind): Refusal | undefined =>
  kind === answeredAs ? undefined : refuse('payment-of-other-kind', { kind })

export const refuseUnknown = (paymentId: string): Refusal => refuse('payment-unknown', { paymentId })
