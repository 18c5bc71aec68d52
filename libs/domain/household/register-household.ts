import { householdRegistered } from '../catalogue/household-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { DayField, OneOf, Part, Parts, Pattern, Text } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand, UnitFields } from '../core/recorded-command.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { refuseUnlessUnitValid, unit as unitState, unitId } from '../unit/unit.js'
import { genders, relations, type Gender, type Relation } from './member.js'
import { person } from './person.js'

export class MemberFields {
  @OneOf('Quan hệ với chủ hộ', 'Relation to the head', relations) relation!: Relation
  @Text('Họ và tên', 'Full name', { example: 'Triệu Thị Sính' }) name!: string
  @OneOf('Giới tính', 'Gender', genders, { optional: true }) gender?: Gender
  @DayField('Ngày sinh', 'Date of birth', { optional: true, example: '1985-03-20' }) birthDate?: string
  @Pattern('Số định danh cá nhân hoặc số CMND', 'Citizen number', /^(\d{9}|\d{12})$/, { vi: 'phải gồm 9 hoặc 12 chữ số', en: 'must be 9 or 12 digits' }, { optional: true, example: '019085000123' }) citizenNumber?: string
  @Pattern('Số điện thoại', 'Phone', /^\+?\d{8,15}$/, { vi: 'phải gồm 8–15 chữ số', en: 'must be 8–15 digits' }, { optional: true, example: '0912345678' }) phone?: string
  @Text('Dân tộc', 'Ethnicity', { optional: true, max: 40, example: 'Dao' }) ethnicity?: string
}

/** Registers a household with its members; citizen numbers become person ids before anything is stored. */
export class RegisterHousehold extends PaperCommand {
  @Part('Đơn vị', 'Unit', UnitFields) unit!: UnitFields
  @Text('Thôn, bản, tổ dân phố', 'Village', { max: 120, example: 'Xóm Thịnh Đức' }) village!: string
  @Text('Địa chỉ', 'Address', { optional: true }) address?: string
  @Parts('Các thành viên', 'Members', MemberFields, { max: 50 }) members!: MemberFields[]
}

const refuse = defineRefusals({
  'household-needs-one-head': {
    rule: 'A household has one head.', source: 'design',
    vi: ({ heads }: { heads: number }) => `Hộ phải có đúng một chủ hộ, đang có ${heads}.`,
    en: ({ heads }: { heads: number }) => `A household has exactly one head, not ${heads}.`,
  },
  'person-named-twice': {
    rule: 'A person stands once among the members.', source: 'design',
    vi: ({ members }: { members: readonly number[] }) => `Thành viên thứ ${members.join(' và thứ ')} có cùng số định danh cá nhân.`,
    en: ({ members }: { members: readonly number[] }) => `Members ${members.join(' and ')} have the same citizen number.`,
  },
  'person-already-in-household': {
    rule: 'A person belongs to one household.', source: 'design',
    vi: ({ member, householdId }: { member: number; householdId: string }) => `Thành viên thứ ${member} đã thuộc hộ ${householdId}.`,
    en: ({ member, householdId }: { member: number; householdId: string }) => `Member ${member} already belongs to household ${householdId}.`,
  },
  'born-after-registration': {
    rule: 'A member was born by the day of registration.', source: 'design',
    vi: ({ member, occurredOn }: { member: number; occurredOn: Day }) => `Thành viên thứ ${member} có ngày sinh sau ngày ghi sổ ${formatDay(occurredOn)}.`,
    en: ({ member, occurredOn }: { member: number; occurredOn: Day }) => `Member ${member} is born after the registration on ${formatDay(occurredOn)}.`,
  },
})

const kind = householdRegistered.type

/** A member's person: the one of its citizen number, or one that is new with this command. */
const personIdsOf = (members: readonly MemberFields[], { personIdOf, newId }: { personIdOf: (citizenNumber: string) => string; newId: (name: string) => string }): string[] =>
  members.map(({ citizenNumber }, index) => (citizenNumber === undefined ? newId(`member-${index}`) : personIdOf(citizenNumber)))

/** The registration's paper may name many households: it is unique for the head's person. */
const paperSubject = (members: readonly MemberFields[], personIds: readonly string[]): string =>
  `person:${personIds[members.findIndex(({ relation }) => relation === 'head')] ?? ''}`

export const registerHousehold = decision(RegisterHousehold, {
  title: { vi: 'Ghi sổ hộ gia đình', en: 'Register a household' },
  records: householdRegistered,
  identifies: ({ members }) => members.flatMap(({ citizenNumber }) => citizenNumber ?? []),
  reads({ unit, members, paper }, context) {
    const personIds = personIdsOf(members, context)
    return {
      unit: unitState(unitId(unit)),
      persons: personIds.map((personId) => person(personId)),
      paperRecord: paperRecord(paperId(kind, paperSubject(members, personIds), paper)),
    }
  },
  decide(states, { unit, village, address, members, occurredOn, paper }, context) {
    const personIds = personIdsOf(members, context)
    const refusal =
      refuseUnlessUnitValid(unit, states.unit, occurredOn) ??
      refuseMembers(members, personIds, occurredOn) ??
      refuseIfRecorded(paper, states.paperRecord) ??
      refuseIfInHousehold(states.persons.map(({ householdId }) => householdId))
    if (refusal) return refusal
    const identified = members.map(({ relation, gender, ...identity }, index) => ({ personId: personIds[index] as string, relation, gender, identity }))
    return [householdRegistered({ householdId: context.newId('household'), unit, village, address, members: identified }, { occurredOn, paper, unit }, [paperTag(kind, paperSubject(members, personIds), paper)])]
  },
})

const refuseMembers = (members: readonly MemberFields[], personIds: readonly string[], occurredOn: Day): Refusal | undefined => {
  const heads = members.filter(({ relation }) => relation === 'head').length
  if (heads !== 1) return refuse('household-needs-one-head', { heads })
  const again = personIds.findIndex((personId, index) => personIds.indexOf(personId) < index)
  if (again >= 0) return refuse('person-named-twice', { members: [personIds.indexOf(personIds[again] as string) + 1, again + 1] })
  const unborn = members.findIndex(({ birthDate }) => birthDate !== undefined && birthDate > occurredOn)
  return unborn < 0 ? undefined : refuse('born-after-registration', { member: unborn + 1, occurredOn })
}

const refuseIfInHousehold = (householdIds: readonly (string | undefined)[]): Refusal | undefined => {
  const index = householdIds.findIndex((householdId) => householdId !== undefined)
  const householdId = householdIds[index]
  return householdId === undefined ? undefined : refuse('person-already-in-household', { member: index + 1, householdId })
}
