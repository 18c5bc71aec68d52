import { DayField, OneOf, Pattern, Text } from '../core/fields.js'
import { genders, relations, type Gender, type Relation } from './member.js'

/** A member of a household as it is typed in; its citizen number becomes a person id before anything is stored. */
export class MemberFields {
  @OneOf('Quan hệ với chủ hộ', 'Relation to the head', relations) relation!: Relation
  @Text('Họ và tên', 'Full name', { example: 'Triệu Thị Sính' }) name!: string
  @OneOf('Giới tính', 'Gender', genders, { optional: true }) gender?: Gender
  @DayField('Ngày sinh', 'Date of birth', { optional: true, example: '1985-03-20' }) birthDate?: string
  @Pattern('Số định danh cá nhân hoặc số CMND', 'Citizen number', /^(\d{9}|\d{12})$/, { vi: 'phải gồm 9 hoặc 12 chữ số', en: 'must be 9 or 12 digits' }, { optional: true, example: '019085000123' }) citizenNumber?: string
  @Pattern('Số điện thoại', 'Phone', /^\+?\d{8,15}$/, { vi: 'phải gồm 8–15 chữ số', en: 'must be 8–15 digits' }, { optional: true, example: '0912345678' }) phone?: string
  @Text('Dân tộc', 'Ethnicity', { optional: true, max: 40, example: 'Dao' }) ethnicity?: string
}
