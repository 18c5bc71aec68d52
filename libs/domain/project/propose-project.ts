import { projectProposed } from '../catalogue/project-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Dong, Id, OneOf, Part, Text } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { PaperCommand, UnitFields } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { group, type Group } from '../group/group.js'
import { programme, refuseUnlessOpen, ruleSetOn } from '../programme/programme.js'
import { projectModes, type ProjectMode } from '../programme/rules.js'
import { refuseUnlessUnitValid, unit as unitState, unitId } from '../unit/unit.js'
import { projectKinds, type ProjectKind } from './project-kind.js'

/** Proposes a project of a group under a programme. */
export class ProposeProject extends PaperCommand {
  @Id('Chương trình chủ trì', 'Lead programme') programmeId!: string
  @Id('Nhóm thực hiện', 'Group') groupId!: string
  @Text('Tên dự án', 'Name of the project', { example: 'Chăn nuôi bò sinh sản xóm Thịnh Đức' }) name!: string
  @OneOf('Phương thức thực hiện', 'Mode', projectModes) mode!: ProjectMode
  @OneOf('Lĩnh vực', 'Kind', projectKinds) kind!: ProjectKind
  @Part('Đơn vị', 'Unit', UnitFields) unit!: UnitFields
  @Dong('Tổng kinh phí đề xuất', 'Proposed cost', { example: 765_000_000 }) proposedCostDong!: number
}

const refuse = defineRefusals({
  'group-unknown': {
    rule: 'A project is proposed by a group that was formed.', source: 'design',
    vi: ({ groupId }: { groupId: string }) => `Chưa có nhóm ${groupId}.`,
    en: ({ groupId }: { groupId: string }) => `There is no group ${groupId}.`,
  },
  'group-not-yet-formed': {
    rule: 'A group is formed before it proposes a project.', source: 'Decree 27/2022, Article 22',
    vi: ({ name, formedOn, day }: { name: string; formedOn: Day; day: Day }) => `Nhóm “${name}” được thành lập ngày ${formatDay(formedOn)}, sau ngày ${formatDay(day)}.`,
    en: ({ name, formedOn, day }: { name: string; formedOn: Day; day: Day }) => `Group “${name}” was formed on ${formatDay(formedOn)}, after ${formatDay(day)}.`,
  },
})

export const proposeProject = decision(ProposeProject, {
  title: { vi: 'Đề xuất dự án', en: 'Propose a project' },
  records: projectProposed,
  reads: ({ programmeId, groupId, unit }) => ({ programme: programme(programmeId), group: group(groupId), unit: unitState(unitId(unit)) }),
  decide(states, { programmeId, groupId, name, mode, kind, unit, proposedCostDong, occurredOn, paper }, { newId }) {
    const refusal =
      refuseUnlessFormed(groupId, states.group, occurredOn) ??
      refuseUnlessOpen(programmeId, states.programme, occurredOn) ??
      refuseUnlessUnitValid(unit, states.unit, occurredOn)
    if (refusal) return refusal
    const ruleSet = ruleSetOn(states.programme, occurredOn)
    if (ruleSet instanceof Refusal) return ruleSet
    const projectId = newId('project')
    return [projectProposed({ projectId, programmeId, groupId, name, mode, kind, unit, proposedCostDong }, { occurredOn, paper, unit, ruleSetId: ruleSet.ruleSetId })]
  },
})

const refuseUnlessFormed = (groupId: string, { formed }: Group, day: Day): Refusal | undefined => {
  if (formed === undefined) return refuse('group-unknown', { groupId })
  const { name, formedOn } = formed
  return day < formedOn ? refuse('group-not-yet-formed', { name, formedOn, day }) : undefined
}
