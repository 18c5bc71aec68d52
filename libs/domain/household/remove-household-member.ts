import { memberLeft } from '../catalogue/household-events.js'
import { decision } from '../core/decision.js'
import { Id, OneOf } from '../core/fields.js'
import { withLeft } from '../core/memberships.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { household, refuseUnlessRegistered } from './household.js'
import { leavingReasons, type LeavingReason } from './leaving-reason.js'
import { refuseUnlessCanLeave } from './member-of-household.js'
import { householdMembers, refuseIfHeadless, type HouseholdMembers } from './members.js'

/** Takes a person out of a household, from that day on. */
export class RemoveHouseholdMember extends PaperCommand {
  @Id('Hộ', 'Household') householdId!: string
  @Id('Thành viên', 'Member') personId!: string
  @OneOf('Lý do ra khỏi hộ', 'Why it left', leavingReasons) reason!: LeavingReason
}

const refuse = defineRefusals({
  'head-not-yet-replaced': {
    rule: 'A head leaves when another member has been recorded as head, from that day or a later one.', source: 'design',
    vi: (_: { personId: string }) => 'Chủ hộ chưa được thay; hãy ghi thay đổi chủ hộ trước khi ghi chủ hộ ra khỏi hộ.',
    en: ({ personId }: { personId: string }) => `Person ${personId} is the head: change the head before it leaves.`,
  },
})

const kind = memberLeft.type
const paperSubject = ({ householdId, personId }: RemoveHouseholdMember): string => `household:${householdId} person:${personId}`

export const removeHouseholdMember = decision(RemoveHouseholdMember, {
  title: { vi: 'Ghi thành viên ra khỏi hộ', en: 'Remove a member from a household' },
  records: memberLeft,
  reads: (command) => ({
    household: household(command.householdId),
    members: householdMembers(command.householdId),
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command) {
    const { householdId, personId, reason, occurredOn, paper } = command
    const { registered } = states.household
    const refusal =
      refuseUnlessRegistered(householdId, states.household, occurredOn) ??
      refuseIfRecorded(paper, states.paperRecord) ??
      refuseUnlessCanLeave(states.members, personId, occurredOn) ??
      refuseHead(states.members, command)
    if (refusal || registered === undefined) return refusal ?? []
    return [memberLeft({ householdId, personId, reason }, { occurredOn, paper, unit: registered.unit }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

const refuseHead = (state: HouseholdMembers, { personId, occurredOn }: RemoveHouseholdMember): Refusal | undefined => {
  if (state.heads.at(-1)?.value === personId) return refuse('head-not-yet-replaced', { personId })
  return refuseIfHeadless({ ...state, members: withLeft(state.members, personId, occurredOn) })
}
