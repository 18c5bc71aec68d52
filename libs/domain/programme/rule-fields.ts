import { areaKinds, type AreaKind } from '../core/area-kind.js'
import { Count, CountOrNoneKnown, DongOrNoneKnown, Flag, OneOf, Parts, SomeOf } from '../core/fields.js'
import { povertyClasses, projectModes, type Cap, type PercentCap, type PovertyClass, type ProjectMode, type Rules } from './rules.js'

const percent = { max: 100, example: 60 }

export class StateShareCapFields {
  @OneOf('Phương thức dự án', 'Mode of the project', projectModes) mode!: ProjectMode
  @OneOf('Loại địa bàn', 'Kind of area', areaKinds) areaKind!: AreaKind
  @CountOrNoneKnown('Tỷ lệ hỗ trợ tối đa từ ngân sách nhà nước (%)', "The State's share at most, in percent", percent) percent!: PercentCap
}

export class ProjectCapFields {
  @OneOf('Phương thức dự án', 'Mode of the project', projectModes) mode!: ProjectMode
  @OneOf('Loại địa bàn', 'Kind of area', areaKinds, { optional: true, example: 'difficult' }) areaKind?: AreaKind
  @DongOrNoneKnown('Mức hỗ trợ tối đa', 'Support at most', { example: 800_000_000 }) capDong!: Cap
}

export class HouseholdCapFields {
  @OneOf('Loại hộ', 'Class of household', povertyClasses) povertyClass!: PovertyClass
  @DongOrNoneKnown('Mức hỗ trợ tối đa cho một hộ', 'Support of one household at most', { example: 14_000_000 }) capDong!: Cap
}

export class RecoveryPercentFields {
  @OneOf('Loại địa bàn', 'Kind of area', areaKinds) areaKind!: AreaKind
  @Count('Tỷ lệ thu hồi tối thiểu (%)', 'What is given back at least, in percent', { min: 0, max: 100, example: 10 }) percent!: number
}

/** What law and province fix; `rules` holds its lasting shape. */
export class RulesFields implements Rules {
  @Parts('Tỷ lệ hỗ trợ tối đa', "Caps of the State's share", StateShareCapFields, { max: 9 }) stateShareCaps!: StateShareCapFields[]
  @DongOrNoneKnown('Mức hỗ trợ tối đa cho một dự án', 'Support of one project at most') projectCapDong!: Cap
  @Parts('Mức hỗ trợ dự án theo phương thức và địa bàn', 'Caps of a project by mode and kind of area', ProjectCapFields, { optional: true, max: 12 }) projectCaps?: ProjectCapFields[]
  @Parts('Mức hỗ trợ tối đa theo loại hộ', 'Caps by class of household', HouseholdCapFields, { max: 4 }) householdCaps!: HouseholdCapFields[]
  @Count('Tỷ lệ hộ thuộc đối tượng ưu tiên tối thiểu (%)', 'Target households at least, in percent', { min: 0, max: 100, example: 50 }) targetSharePercent!: number
  @SomeOf('Đối tượng ưu tiên', 'Target classes', povertyClasses) targetClasses!: PovertyClass[]
  @Count('Thời gian tính hộ mới thoát nghèo (tháng)', 'Months for which a household counts as newly escaped', { min: 0, max: 120, example: 36 }) newlyEscapedMonths!: number
  @Parts('Tỷ lệ thu hồi để quay vòng', 'What is given back by kind of area', RecoveryPercentFields, { max: 3 }) recoveryPercents!: RecoveryPercentFields[]
  @SomeOf('Hình thức thu hồi', 'Forms in which it is given back', ['cash', 'animal']) recoveryForms!: ('cash' | 'animal')[]
  @Count('Chu kỳ quay vòng (tháng)', 'Months until it is due', { max: 120, example: 36 }) rotationCycleMonths!: number
  @Flag('Phải qua thẩm định trước khi phê duyệt', 'Appraised in favour before it is approved', { optional: true }) appraisalRequired?: boolean
}
