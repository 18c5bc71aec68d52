import { groupRulesAgreed } from '../catalogue/group-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Count, Id, SomeOf, Text } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { group, isMemberOn, type Group } from './group.js'
import { refuseUnlessFormed } from './group-on-day.js'

/** Records what a group agreed for its rotation: how much is given back, how, when, to whom it goes and who keeps it. */
export class AgreeGroupRules extends PaperCommand {
  @Id('Nhóm', 'Group') groupId!: string
  @Count('Tỷ lệ thu hồi (%)', 'What is given back, in percent', { min: 0, max: 100, example: 30 }) recoveryPercent!: number
  @SomeOf('Hình thức thu hồi', 'Forms in which it is given back', ['cash', 'animal']) recoveryForms!: ('cash' | 'animal')[]
  @Count('Thời hạn hoàn trả (tháng)', 'Months in which it is given back', { max: 120, example: 24 }) scheduleMonths!: number
  @Text('Tiêu chí chọn hộ nhận tiếp theo', 'How the next household is chosen; public', { max: 1000, example: 'Hộ nghèo, cận nghèo trong nhóm chưa được hỗ trợ' }) recipientCriteria!: string
  @Id('Hộ giữ quỹ quay vòng', 'The household that keeps what was given back', { optional: true }) custodianHouseholdId?: string
  @Text('Xử lý rủi ro', 'How losses are handled', { max: 1000, example: 'Thiệt hại do khách quan được xem xét giảm mức hoàn trả, do chủ quan thì hộ hoàn trả đủ' }) lossHandling!: string
}

const refuse = defineRefusals({
  'custodian-not-a-member': {
    rule: "A group's pool is kept by one of its members.", source: 'design',
    vi: ({ custodianHouseholdId, day }: { custodianHouseholdId: string; day: Day }) => `Hộ giữ quỹ ${custodianHouseholdId} không phải thành viên của nhóm vào ngày ${formatDay(day)}.`,
    en: ({ custodianHouseholdId, day }: { custodianHouseholdId: string; day: Day }) => `The custodian's household ${custodianHouseholdId} was no member of the group on ${formatDay(day)}.`,
  },
})

const kind = groupRulesAgreed.type
const paperSubject = ({ groupId }: AgreeGroupRules): string => `group:${groupId}`

export const agreeGroupRules = decision(AgreeGroupRules, {
  title: { vi: 'Ghi quy chế quay vòng của nhóm', en: 'Record the rules that a group agreed' },
  records: groupRulesAgreed,
  reads: (command) => ({ group: group(command.groupId), paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)) }),
  decide(states, command) {
    const { occurredOn, paper, ...agreed } = command
    const { formed } = states.group
    const refusal =
      refuseUnlessFormed(agreed.groupId, states.group, occurredOn) ??
      refuseIfRecorded(paper, states.paperRecord) ??
      refuseCustodian(states.group, command)
    if (refusal || formed === undefined) return refusal ?? []
    return [groupRulesAgreed(agreed, { occurredOn, paper, unit: formed.unit }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

const refuseCustodian = (state: Group, { custodianHouseholdId, occurredOn: day }: AgreeGroupRules): Refusal | undefined =>
  custodianHouseholdId === undefined || isMemberOn(state, custodianHouseholdId, day) ? undefined : refuse('custodian-not-a-member', { custodianHouseholdId, day })
