import { headChanged } from '../catalogue/household-events.js'
import { withDated } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Id } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { household, refuseUnlessRegistered } from './household.js'
import { refuseUnlessMember } from './member-of-household.js'
import { headOn, householdMembers, refuseIfHeadless, type HouseholdMembers } from './members.js'

/** Makes another member the head of a household, from that day on. */
export class ChangeHouseholdHead extends PaperCommand {
  @Id('Hộ', 'Household') householdId!: string
  @Id('Chủ hộ mới', 'New head') personId!: string
}

const refuse = defineRefusals({
  'already-head': {
    rule: 'A change of head names somebody who is not the head on that day.', source: 'design',
    vi: ({ day }: { personId: string; day: Day }) => `Người này đã là chủ hộ vào ngày ${formatDay(day)}.`,
    en: ({ personId, day }: { personId: string; day: Day }) => `Person ${personId} was already the head on ${formatDay(day)}.`,
  },
})

const kind = headChanged.type
const paperSubject = ({ householdId }: ChangeHouseholdHead): string => `household:${householdId}`

export const changeHouseholdHead = decision(ChangeHouseholdHead, {
  title: { vi: 'Thay đổi chủ hộ', en: 'Change the head of a household' },
  records: headChanged,
  reads: (command) => ({
    household: household(command.householdId),
    members: householdMembers(command.householdId),
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command) {
    const { householdId, personId, occurredOn, paper } = command
    const { registered } = states.household
    const refusal =
      refuseUnlessRegistered(householdId, states.household, occurredOn) ??
      refuseIfRecorded(paper, states.paperRecord) ??
      refuseUnlessMember(states.members, personId, occurredOn) ??
      refuseNewHead(states.members, command)
    if (refusal || registered === undefined) return refusal ?? []
    return [headChanged({ householdId, personId }, { occurredOn, paper, unit: registered.unit }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

const refuseNewHead = (state: HouseholdMembers, { personId, occurredOn: day }: ChangeHouseholdHead): Refusal | undefined =>
  headOn(state, day) === personId ? refuse('already-head', { personId, day }) : refuseIfHeadless({ ...state, heads: withDated(state.heads, day, personId) })
