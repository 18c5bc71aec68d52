import { memberJoined } from '../catalogue/household-events.js'
import type { Day } from '../core/day.js'
import { decision, type DecisionContext } from '../core/decision.js'
import { Id, Part } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { household, refuseUnlessRegistered } from './household.js'
import { MemberFields } from './member-fields.js'
import { findNextHousehold, person, refuseIfInHousehold } from './person.js'

/** Adds a person to a household: born into it, married into it, moved in. */
export class AddHouseholdMember extends PaperCommand {
  @Id('Hộ', 'Household') householdId!: string
  @Part('Thành viên', 'Member', MemberFields) member!: MemberFields
}

const refuse = defineRefusals({
  'member-joins-as-head': {
    rule: 'A household has one head: who joins becomes it only by a change of head.', source: 'design',
    vi: (_: Record<never, never>) => 'Người mới vào hộ không phải là chủ hộ; hãy ghi quan hệ với chủ hộ hiện tại, sau đó ghi thay đổi chủ hộ nếu có.',
    en: (_: Record<never, never>) => 'Who joins is not the head: say how it stands to the head, and then change the head.',
  },
  'born-after-joining': {
    rule: 'A member was born by the day on which it joins.', source: 'design',
    vi: ({ occurredOn }: { occurredOn: Day }) => `Ngày sinh sau ngày vào hộ ${formatDay(occurredOn)}.`,
    en: ({ occurredOn }: { occurredOn: Day }) => `The member is born after joining on ${formatDay(occurredOn)}.`,
  },
})

const kind = memberJoined.type

/** The person of the citizen number, or one that is new with this command. */
const personIdOf = ({ citizenNumber }: MemberFields, { personIdOf: pseudonym, newId }: DecisionContext): string => (citizenNumber === undefined ? newId('member') : pseudonym(citizenNumber))

/**
 * A paper puts a person into a household once. Who has no number is told apart by relation and gender alone: a name or
 * a birth date could be guessed from the tag.
 */
const paperSubject = ({ householdId, member: { citizenNumber, relation, gender } }: AddHouseholdMember, personId: string): string =>
  `household:${householdId} ${citizenNumber === undefined ? `${relation} ${gender ?? ''}` : `person:${personId}`}`

export const addHouseholdMember = decision(AddHouseholdMember, {
  title: { vi: 'Thêm thành viên vào hộ', en: 'Add a member to a household' },
  records: memberJoined,
  identifies: ({ member: { citizenNumber } }) => (citizenNumber === undefined ? [] : [citizenNumber]),
  reads(command, context) {
    const personId = personIdOf(command.member, context)
    return {
      household: household(command.householdId),
      person: person(personId),
      paperRecord: paperRecord(paperId(kind, paperSubject(command, personId), command.paper)),
    }
  },
  decide(states, command, context) {
    const { householdId, member, occurredOn, paper } = command
    const { registered } = states.household
    const refusal =
      refuseUnlessRegistered(householdId, states.household, occurredOn) ??
      refuseMember(member, occurredOn) ??
      refuseIfRecorded(paper, states.paperRecord) ??
      refuseIfInHousehold(states.person, occurredOn)
    if (refusal || registered === undefined) return refusal ?? []
    const { relation, gender, ...identity } = member
    const personId = personIdOf(member, context)
    const next = findNextHousehold(states.person, occurredOn)
    const until = next === undefined || next.id === householdId ? undefined : next.from
    return [memberJoined({ householdId, member: { personId, relation, gender, identity }, until }, { occurredOn, paper, unit: registered.unit }, [paperTag(kind, paperSubject(command, personId), paper)])]
  },
})

const refuseMember = ({ relation, birthDate }: MemberFields, occurredOn: Day): Refusal | undefined => {
  if (relation === 'head') return refuse('member-joins-as-head', {})
  return birthDate !== undefined && birthDate > occurredOn ? refuse('born-after-joining', { occurredOn }) : undefined
}
