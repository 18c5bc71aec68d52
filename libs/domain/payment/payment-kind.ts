/** An advance is paid before what it is for has been delivered, a payment after. */
export const paymentKinds = ['advance', 'payment'] as const
export type PaymentKind = (typeof paymentKinds)[number]
