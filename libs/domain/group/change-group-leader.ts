import { groupLeaderChanged } from '../catalogue/group-events.js'
import { withDated } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Id } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { group, leaderOn, type Group } from './group.js'
import { refuseIfBroken } from './group-invariant.js'
import { refuseUnlessFormed } from './group-on-day.js'

/** Makes another member the leader of a group, by minutes. */
export class ChangeGroupLeader extends PaperCommand {
  @Id('Nhóm', 'Group') groupId!: string
  @Id('Hộ trưởng nhóm mới', "The new leader's household") householdId!: string
}

const refuse = defineRefusals({
  'already-leader': {
    rule: 'A change of leader names a household that does not lead on that day.', source: 'design',
    vi: ({ householdId, day }: { householdId: string; day: Day }) => `Hộ ${householdId} đã là trưởng nhóm vào ngày ${formatDay(day)}.`,
    en: ({ householdId, day }: { householdId: string; day: Day }) => `Household ${householdId} already led the group on ${formatDay(day)}.`,
  },
})

const kind = groupLeaderChanged.type
const paperSubject = ({ groupId }: ChangeGroupLeader): string => `group:${groupId}`

export const changeGroupLeader = decision(ChangeGroupLeader, {
  title: { vi: 'Thay đổi trưởng nhóm', en: 'Change the leader of a group' },
  records: groupLeaderChanged,
  reads: (command) => ({ group: group(command.groupId), paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)) }),
  decide(states, command) {
    const { groupId, householdId, occurredOn, paper } = command
    const { formed } = states.group
    const refusal =
      refuseUnlessFormed(groupId, states.group, occurredOn) ??
      refuseIfRecorded(paper, states.paperRecord) ??
      refuseIfLeading(states.group, command) ??
      refuseIfBroken({ ...states.group, leaders: withDated(states.group.leaders, occurredOn, householdId) })
    if (refusal || formed === undefined) return refusal ?? []
    return [groupLeaderChanged({ groupId, householdId }, { occurredOn, paper, unit: formed.unit }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

const refuseIfLeading = (state: Group, { householdId, occurredOn: day }: ChangeGroupLeader): Refusal | undefined =>
  leaderOn(state, day) === householdId ? refuse('already-leader', { householdId, day }) : undefined
