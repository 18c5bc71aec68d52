import { groupFormed } from '../catalogue/group-events.js'
import { decision } from '../core/decision.js'
import { Flag, Id, OneOf, Part, Parts, Text } from '../core/fields.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand, UnitFields } from '../core/recorded-command.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { household, refuseUnlessRegistered } from '../household/household.js'
import { refuseUnlessUnitValid, unit as unitState, unitId } from '../unit/unit.js'
import { group, withFormed } from './group.js'
import { refuseIfBroken } from './group-invariant.js'
import { groupKinds, type GroupKind } from './group-kind.js'

export class GroupMemberFields {
  @Id('Hộ', 'Household') householdId!: string
  @Flag('Có kinh nghiệm làm kinh tế giỏi', 'Experienced in good business') experienced!: boolean
}

/** Forms a group of households that will carry out a community project together. */
export class FormGroup extends PaperCommand {
  @Text('Tên nhóm', 'Name of the group', { example: 'Nhóm chăn nuôi bò xóm Thịnh Đức' }) name!: string
  @OneOf('Hình thức', 'Kind', groupKinds) kind!: GroupKind
  @Part('Đơn vị', 'Unit', UnitFields) unit!: UnitFields
  @Id('Hộ trưởng nhóm', "The leader's household") leaderHouseholdId!: string
  @Parts('Các hộ', 'Members', GroupMemberFields) members!: GroupMemberFields[]
}

const refuse = defineRefusals({
  'household-named-twice': {
    rule: 'A household stands once among the members.', source: 'design',
    vi: ({ householdId }: { householdId: string }) => `Hộ ${householdId} bị ghi hai lần.`,
    en: ({ householdId }: { householdId: string }) => `Household ${householdId} is named twice.`,
  },
})

const kind = groupFormed.type

/** A paper may form many groups of a unit, but puts a household into only one of them. */
const paperSubjects = ({ members }: FormGroup): string[] => members.map(({ householdId }) => `household:${householdId}`)

export const formGroup = decision(FormGroup, {
  title: { vi: 'Thành lập nhóm', en: 'Form a group' },
  records: groupFormed,
  reads: (command) => ({
    unit: unitState(unitId(command.unit)),
    households: command.members.map(({ householdId }) => household(householdId)),
    paperRecords: paperSubjects(command).map((subject) => paperRecord(paperId(kind, subject, command.paper))),
  }),
  decide(states, command, { newId }) {
    const { name, unit, leaderHouseholdId, members, occurredOn, paper } = command
    const formed = { groupId: newId('group'), name, kind: command.kind, unit, leaderHouseholdId, members }
    const refusal =
      refuseUnlessUnitValid(unit, states.unit, occurredOn) ??
      refuseIfNamedTwice(members) ??
      refuseIfBroken(withFormed(group.definition.initial, occurredOn, formed)) ??
      firstRefusal(members, ({ householdId }, index) => refuseUnlessRegistered(householdId, states.households[index] ?? { classes: [] }, occurredOn)) ??
      firstRefusal(states.paperRecords, (record) => refuseIfRecorded(paper, record))
    if (refusal) return refusal
    const paperTags = paperSubjects(command).map((subject) => paperTag(kind, subject, paper))
    return [groupFormed(formed, { occurredOn, paper, unit }, paperTags)]
  },
})

const refuseIfNamedTwice = (members: readonly GroupMemberFields[]): Refusal | undefined => {
  const ids = members.map(({ householdId }) => householdId)
  const householdId = ids.find((id, index) => ids.indexOf(id) < index)
  return householdId === undefined ? undefined : refuse('household-named-twice', { householdId })
}

const firstRefusal = <Item>(items: readonly Item[], refusalOf: (item: Item, index: number) => Refusal | undefined): Refusal | undefined => {
  for (const [index, item] of items.entries()) {
    const refusal = refusalOf(item, index)
    if (refusal) return refusal
  }
  return undefined
}
