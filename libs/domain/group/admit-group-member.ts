import { groupMemberAdmitted } from '../catalogue/group-events.js'
import { decision } from '../core/decision.js'
import { Flag, Id } from '../core/fields.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { household, refuseUnlessRegistered } from '../household/household.js'
import { group } from './group.js'
import { refuseIfMember, refuseUnlessFormed } from './group-on-day.js'

/** Admits a household to a group, by minutes. */
export class AdmitGroupMember extends PaperCommand {
  @Id('Nhóm', 'Group') groupId!: string
  @Id('Hộ', 'Household') householdId!: string
  @Flag('Có kinh nghiệm làm kinh tế giỏi', 'Experienced in good business', { example: false }) experienced!: boolean
}

const kind = groupMemberAdmitted.type
const paperSubject = ({ groupId, householdId }: AdmitGroupMember): string => `group:${groupId} household:${householdId}`

export const admitGroupMember = decision(AdmitGroupMember, {
  title: { vi: 'Kết nạp hộ vào nhóm', en: 'Admit a household to a group' },
  records: groupMemberAdmitted,
  reads: (command) => ({
    group: group(command.groupId),
    household: household(command.householdId),
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command) {
    const { groupId, householdId, experienced, occurredOn, paper } = command
    const { formed } = states.group
    const refusal =
      refuseUnlessFormed(groupId, states.group, occurredOn) ??
      refuseUnlessRegistered(householdId, states.household, occurredOn) ??
      refuseIfRecorded(paper, states.paperRecord) ??
      refuseIfMember(states.group, householdId, occurredOn)
    if (refusal || formed === undefined) return refusal ?? []
    return [groupMemberAdmitted({ groupId, householdId, experienced }, { occurredOn, paper, unit: formed.unit }, [paperTag(kind, paperSubject(command), paper)])]
  },
})
