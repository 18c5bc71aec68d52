import { z } from 'zod'
import { defineEvent, sealed } from '../core/event-definition.js'
import { formatDong } from '../core/language.js'
import { dong, fundingLine } from '../core/money.js'
import { paymentKinds } from '../payment/payment-kind.js'

/** Who is paid: names of suppliers and groups are public, a household is named by its id alone. */
const payee = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('supplier'), name: z.string() }),
  z.strictObject({ kind: z.literal('group'), name: z.string() }),
  z.strictObject({ kind: z.literal('household'), householdId: z.uuid() }),
])
export type Payee = z.infer<typeof payee>

const budget = z.array(z.strictObject({ allocationId: z.uuid(), fundingLines: z.array(fundingLine) }))

/** What every event of a payment says after its request; the household is the payee, where it is one. */
const payment = z.strictObject({ paymentId: z.uuid(), projectId: z.uuid(), householdId: z.uuid().optional() })
type Payment = z.infer<typeof payment> & { readonly budget?: z.infer<typeof budget>; readonly treasuryReference?: string }

const tags = ({ paymentId, projectId, householdId, budget: parts = [], treasuryReference }: Payment): (string | undefined)[] => [
  `payment:${paymentId}`, `project:${projectId}`, householdId && `household:${householdId}`, treasuryReference && `treasury:${treasuryReference}`,
  ...parts.map(({ allocationId }) => `allocation:${allocationId}`),
]
const subject = ({ projectId }: Payment): string => `project:${projectId}`
const paid = payment.extend({ amountDong: dong, treasuryReference: z.string(), budget })

export const paymentRequested = defineEvent({
  type: 'payment-requested',
  version: 1,
  sentence: { vi: 'Dự án đề nghị Kho bạc tạm ứng hoặc thanh toán.', en: 'An advance or a payment was requested from the Treasury for a project.' },
  payload: z.strictObject({ paymentId: z.uuid(), projectId: z.uuid(), kind: z.enum(paymentKinds), payee, amountDong: dong, purpose: sealed('subject', z.string()), budget }),
  tags: (data) => tags({ ...data, householdId: data.payee.kind === 'household' ? data.payee.householdId : undefined }),
  subject,
  describe: ({ kind, payee: to, amountDong }) => {
    const { vi, en } = payeeInWords(to)
    return { vi: `Đề nghị ${kind === 'advance' ? 'tạm ứng' : 'thanh toán'} ${formatDong(amountDong)} cho ${vi}`, en: `Requested ${kind === 'advance' ? 'an advance' : 'a payment'} of ${formatDong(amountDong)} to ${en}` }
  },
})

export const advancePaid = defineEvent({
  type: 'advance-paid',
  version: 1,
  sentence: { vi: 'Kho bạc chi tạm ứng.', en: 'The Treasury paid an advance.' },
  payload: paid, tags, subject,
  describe: ({ amountDong, treasuryReference }) => ({ vi: `Kho bạc chi tạm ứng ${formatDong(amountDong)}, chứng từ ${treasuryReference}`, en: `The Treasury paid an advance of ${formatDong(amountDong)}, reference ${treasuryReference}` }),
})

export const paymentMade = defineEvent({
  type: 'payment-made',
  version: 1,
  sentence: { vi: 'Kho bạc thanh toán.', en: 'The Treasury made a payment.' },
  payload: paid, tags, subject,
  describe: ({ amountDong, treasuryReference }) => ({ vi: `Kho bạc thanh toán ${formatDong(amountDong)}, chứng từ ${treasuryReference}`, en: `The Treasury paid ${formatDong(amountDong)}, reference ${treasuryReference}` }),
})

export const paymentRejected = defineEvent({
  type: 'payment-rejected',
  version: 1,
  sentence: { vi: 'Đề nghị tạm ứng, thanh toán không được chấp nhận.', en: 'A request for an advance or a payment was rejected.' },
  payload: payment.extend({ reason: sealed('subject', z.string()) }), tags, subject,
  describe: () => ({ vi: 'Không chấp nhận đề nghị tạm ứng, thanh toán', en: 'Request for payment rejected' }),
})

export const paymentReturned = defineEvent({
  type: 'payment-returned',
  version: 1,
  sentence: { vi: 'Số tiền Kho bạc đã chi được nộp trả.', en: 'Money that the Treasury had paid was returned.' },
  payload: paid, tags, subject,
  describe: ({ amountDong, treasuryReference }) => ({ vi: `Nộp trả Kho bạc ${formatDong(amountDong)}, chứng từ ${treasuryReference}`, en: `Returned ${formatDong(amountDong)} to the Treasury, reference ${treasuryReference}` }),
})

const payeeInWords = (to: Payee) => {
  switch (to.kind) {
    case 'supplier': return { vi: `nhà cung cấp ${to.name}`, en: `supplier ${to.name}` }
    case 'group': return { vi: `nhóm ${to.name}`, en: `group ${to.name}` }
    case 'household': return { vi: 'hộ', en: 'a household' }
  }
}
