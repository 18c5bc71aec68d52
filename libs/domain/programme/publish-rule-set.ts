import { ruleSetPublished } from '../catalogue/programme-events.js'
import { decision } from '../core/decision.js'
import type { Day } from '../core/day.js'
import { DayField, Id, Part, Text } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand, UnitFields } from '../core/recorded-command.js'
import { defineRefusals } from '../core/refusal.js'
import { programme, refuseUnlessOpen } from './programme.js'
import { RulesFields } from './rule-fields.js'
import type { Rules } from './rules.js'

/** Publishes the rules of a programme that hold from a day on, until the next rule set's day. */
export class PublishRuleSet extends PaperCommand {
  @Id('Chương trình', 'Programme') programmeId!: string
  @Part('Đơn vị ban hành', 'Unit that issues it', UnitFields) unit!: UnitFields
  @Text('Tên bộ quy tắc', 'Name of the rule set', { example: 'Quy định hỗ trợ phát triển sản xuất 2022-2025' }) name!: string
  @DayField('Áp dụng từ ngày', 'In force from', { example: '2022-12-10' }) effectiveFrom!: string
  @Part('Quy tắc', 'Rules', RulesFields) rules!: RulesFields
}

const refuse = defineRefusals({
  'rule-set-already-from-day': {
    rule: 'From one day on one rule set holds: what was typed wrong is corrected, not published over.', source: 'design',
    vi: ({ effectiveFrom }: { effectiveFrom: Day; ruleSetId: string }) => `Đã có bộ quy tắc áp dụng từ ngày ${formatDay(effectiveFrom)}; nếu nhập sai, hãy đính chính.`,
    en: ({ effectiveFrom }: { effectiveFrom: Day; ruleSetId: string }) => `There is a rule set in force from ${formatDay(effectiveFrom)} already; correct it if it is wrong.`,
  },
  'rule-repeated': {
    rule: 'A rule set gives one figure for each mode, area and class.', source: 'design',
    vi: ({ key }: { list: string; key: string }) => `Quy tắc cho ${key} bị lặp lại.`,
    en: ({ list, key }: { list: string; key: string }) => `${list} has two figures for ${key}.`,
  },
})

const kind = ruleSetPublished.type

export const publishRuleSet = decision(PublishRuleSet, {
  title: { vi: 'Ban hành bộ quy tắc', en: 'Publish a rule set' },
  records: ruleSetPublished,
  reads: ({ programmeId, paper }) => ({
    programme: programme(programmeId),
    paperRecord: paperRecord(paperId(kind, `programme:${programmeId}`, paper)),
  }),
  decide(states, { programmeId, unit, name, effectiveFrom, rules, occurredOn, paper }, { newId }) {
    const refusal = refuseUnlessOpen(programmeId, states.programme, effectiveFrom) ?? refuseIfRecorded(paper, states.paperRecord)
    if (refusal) return refusal
    const earlier = states.programme.ruleSets.find(({ from }) => from === effectiveFrom)
    if (earlier) return refuse('rule-set-already-from-day', { effectiveFrom, ruleSetId: earlier.value.ruleSetId })
    const repeated = repeatedRule(rules)
    if (repeated) return refuse('rule-repeated', repeated)
    return [ruleSetPublished({ ruleSetId: newId('rule-set'), programmeId, name, effectiveFrom, rules }, { occurredOn, paper, unit }, [paperTag(kind, `programme:${programmeId}`, paper)])]
  },
})

/** The first list of the rules that has two figures for the same case. */
const repeatedRule = ({ stateShareCaps, projectCaps = [], householdCaps, recoveryPercents }: Rules): { list: string; key: string } | undefined => {
  const keys: Readonly<Record<string, readonly string[]>> = {
    stateShareCaps: stateShareCaps.map(({ mode, areaKind }) => `${mode}, ${areaKind}`),
    projectCaps: projectCaps.map(({ mode, areaKind }) => (areaKind === undefined ? mode : `${mode}, ${areaKind}`)),
    householdCaps: householdCaps.map(({ povertyClass }) => povertyClass),
    recoveryPercents: recoveryPercents.map(({ areaKind }) => areaKind),
  }
  return Object.entries(keys).flatMap(([list, each]) => each.filter((key, index) => each.indexOf(key) < index).map((key) => ({ list, key })))[0]
}
