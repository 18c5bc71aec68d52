import { projectProposed } from '../catalogue/project-events.js'
import { decision } from '../core/decision.js'
import { Dong, Id, OneOf, Part, Text } from '../core/fields.js'
import { PaperCommand, UnitFields } from '../core/recorded-command.js'
import { Refusal } from '../core/refusal.js'
import { group } from '../group/group.js'
import { refuseUnlessFormed } from '../group/group-on-day.js'
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
