import { householdRegistered } from '../catalogue/household-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Part, Parts, Text } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand, UnitFields } from '../core/recorded-command.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { refuseUnlessUnitValid, unit as unitState, unitId } from '../unit/unit.js'
import { MemberFields } from './member-fields.js'
import { person, refuseUnlessFree } from './person.js'

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
    const householdId = context.newId('household')
    const refusal =
      refuseUnlessUnitValid(unit, states.unit, occurredOn) ??
      refuseMembers(members, personIds, occurredOn) ??
      refuseIfRecorded(paper, states.paperRecord) ??
      states.persons.map((each, index) => refuseUnlessFree(each, householdId, occurredOn, index + 1)).find((each) => each !== undefined)
    if (refusal) return refusal
    const identified = members.map(({ relation, gender, ...identity }, index) => ({ personId: personIds[index] as string, relation, gender, identity }))
    return [householdRegistered({ householdId, unit, village, address, members: identified }, { occurredOn, paper, unit }, [paperTag(kind, paperSubject(members, personIds), paper)])]
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
