import { Pattern, type FieldOptions } from '../core/fields.js'

/** The ear tag of an animal. Capitals only, so that one animal has one tag. */
export const AnimalTag = (options: FieldOptions = {}): PropertyDecorator =>
  Pattern('Số thẻ tai', 'Ear tag', /^[A-Z0-9][A-Z0-9./-]{0,39}$/, { vi: 'phải gồm chữ in hoa không dấu, chữ số và dấu . / -', en: 'must be capital letters, digits and . / -' }, { example: 'TN-0007', ...options })
