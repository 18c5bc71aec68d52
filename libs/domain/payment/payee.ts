import type { Payee } from '../catalogue/payment-events.js'
import type { Day } from '../core/day.js'
import { Id, OneOf, Text } from '../core/fields.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { refuseUnlessRegistered, type Household } from '../household/household.js'

const payeeKinds = ['supplier', 'group', 'household'] as const

/** Who is paid: a supplier or a group by its public name, a household by its id. */
export class PayeeFields {
  @OneOf('Đối tượng nhận', 'Kind of payee', payeeKinds) kind!: (typeof payeeKinds)[number]
  @Text('Tên nhà cung cấp hoặc nhóm (công khai)', 'Name of the supplier or group (public)', { optional: true, example: 'Hợp tác xã chăn nuôi Hợp Tiến' }) name?: string
  @Id('Hộ', 'Household', { optional: true }) householdId?: string
}

const refuse = defineRefusals({
  'payee-unclear': {
    rule: 'A supplier or group is named, a household is given by its id and never by name.', source: 'design',
    vi: ({ kind }: { kind: string }) => (kind === 'household' ? 'Người nhận là hộ: hãy nhập mã hộ, không nhập tên.' : 'Người nhận là nhà cung cấp hoặc nhóm: hãy nhập tên, không nhập mã hộ.'),
    en: ({ kind }: { kind: string }) => (kind === 'household' ? 'Give the id of a household that is paid, and no name.' : `Give the name of a ${kind} that is paid, and no household.`),
  },
})

/** The payee as the event holds it; where it is unclear or not registered, the refusal. */
export const payeeOf = ({ kind, name, householdId }: PayeeFields, household: Household | undefined, day: Day): Payee | Refusal => {
  if (kind === 'household') {
    if (householdId === undefined || name !== undefined) return refuse('payee-unclear', { kind })
    return refuseUnlessRegistered(householdId, household ?? { classes: [] }, day) ?? { kind, householdId }
  }
  return name === undefined || householdId !== undefined ? refuse('payee-unclear', { kind }) : { kind, name }
}
