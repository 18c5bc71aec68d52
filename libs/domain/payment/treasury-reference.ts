import { Pattern } from '../core/fields.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState } from '../core/state.js'

/** The Treasury's number of a transaction. Capitals only, so that one transaction has one reference. */
export const TreasuryReference = (): PropertyDecorator =>
  Pattern('Số chứng từ Kho bạc', 'Reference of the Treasury', /^[A-Z0-9][A-Z0-9./-]{0,59}$/, { vi: 'phải gồm chữ in hoa không dấu, chữ số và dấu . / -', en: 'must be capital letters, digits and . / -' }, { example: 'GRDT-0147/2023' })

export interface TreasuryRecord {
  /** The event that the reference stands for. */
  readonly recordedBy?: string
}

export const treasuryRecord = defineState<TreasuryRecord>({
  name: 'treasury-record',
  tagKind: 'treasury',
  initial: {},
  on: [],
  onAnyOther: (state, { eventId }) => (state.recordedBy === undefined ? { recordedBy: eventId } : state),
})

const refuse = defineRefusals({
  'treasury-reference-used': {
    rule: 'A reference of the Treasury stands for one transaction.', source: 'design',
    vi: ({ treasuryReference, eventId }: { treasuryReference: string; eventId: string }) => `Số chứng từ Kho bạc ${treasuryReference} đã được ghi cho giao dịch khác (sự kiện ${eventId}).`,
    en: ({ treasuryReference, eventId }: { treasuryReference: string; eventId: string }) => `Treasury reference ${treasuryReference} already stands for another transaction (event ${eventId}).`,
  },
})

export const refuseIfUsed = (treasuryReference: string, { recordedBy }: TreasuryRecord): Refusal | undefined =>
  recordedBy === undefined ? undefined : refuse('treasury-reference-used', { treasuryReference, eventId: recordedBy })
