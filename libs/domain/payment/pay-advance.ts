import { advancePaid } from '../catalogue/payment-events.js'
import { decision } from '../core/decision.js'
import { PaidFields, paying } from './pay.js'

/** Records that the Treasury paid an advance that was requested. */
export class PayAdvance extends PaidFields {}

export const payAdvance = decision(PayAdvance, { title: { vi: 'Chi tạm ứng', en: 'Pay an advance' }, records: advancePaid, ...paying('advance', advancePaid) })
