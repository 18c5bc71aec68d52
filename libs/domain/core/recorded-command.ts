import { DayField, Part, Pattern, Text } from './fields.js'

/** A unit of government with its code set. */
export class UnitFields {
  @Text('Bộ mã đơn vị', 'Code set of the unit', { max: 40, example: 'vn-2025' }) codeSet!: string
  @Text('Mã đơn vị', 'Code of the unit', { max: 20, example: '05551' }) code!: string
}

/** The paper that a fact stands on. */
export class PaperFields {
  @Text('Số giấy tờ', 'Number of the paper', { max: 80, example: '3456/QĐ-UBND' }) number!: string
  @DayField('Ngày giấy tờ', 'Date of the paper', { example: '2023-10-30' }) date!: string
  @Text('Nơi ban hành', 'Who issued it', { example: 'UBND xã' }) issuer!: string
  @Text('Người ký', 'Who signed it', { optional: true }) signer?: string
  @Text('Trích yếu', 'Its title', { optional: true, max: 500 }) title?: string
  @Pattern('Mã băm bản chụp', 'Hash of the scan', /^[0-9a-f]{64}$/, { vi: 'phải là SHA-256 dạng hex', en: 'must be a SHA-256 in hex' }, { optional: true }) scanHash?: string
}

/** A command about something that happened on a day and is written on a paper. */
export class PaperCommand {
  @DayField('Ngày xảy ra', 'Day on which it happened') occurredOn!: string
  @Part('Giấy tờ', 'Paper', PaperFields) paper!: PaperFields
}
