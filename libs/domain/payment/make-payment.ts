import { paymentMade } from '../catalogue/payment-events.js'
import { decision } from '../core/decision.js'
import { PaidFields, paying } from './pay.js'

/** Records that the Treasury made a payment that was requested. */
export class MakePayment extends PaidFields {}

export const makePayment = decision(MakePayment, { title: { vi: 'Thanh toán', en: 'Make a payment' }, records: paymentMade, ...paying('payment', paymentMade) })
