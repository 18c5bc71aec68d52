import type { Day } from '../core/day.js'
import { heldOn, withDated, type DatedList } from '../core/dated-list.js'
import { keepWhileInUse } from '../core/in-use.js'
import { liesIn } from '../core/period.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { formatDay } from '../core/language.js'
import { defineState, on } from '../core/state.js'
import { programmeOpened, ruleSetPublished } from '../catalogue/programme-events.js'
import type { Rules } from './rules.js'

export interface RuleSet {
  readonly ruleSetId: string
  readonly rules: Rules
}

export interface Programme {
  readonly opened?: { readonly code: string; readonly name: string; readonly opensOn: Day; readonly closesOn?: Day | undefined } | undefined
  readonly ruleSets: DatedList<RuleSet>
}

export const programme = defineState<Programme>({
  name: 'programme',
  tagKind: 'programme',
  initial: { ruleSets: [] },
  on: [
    on(programmeOpened, (state, { data: { code, name, opensOn, closesOn } }) => ({ ...state, opened: { code, name, opensOn, closesOn } })),
    on(ruleSetPublished, (state, { data: { ruleSetId, rules, effectiveFrom } }) => ({ ...state, ruleSets: withDated(state.ruleSets, effectiveFrom, { ruleSetId, rules }) })),
  ],
})
keepWhileInUse('programme', programmeOpened)

/** Whether the code of a programme is taken. */
export const programmeCode = defineState<{ readonly programmeId?: string }>({
  name: 'programme-code',
  tagKind: 'programme-code',
  initial: {},
  on: [on(programmeOpened, (_, { data: { programmeId } }) => ({ programmeId }))],
})

const refuse = defineRefusals({
  'programme-unknown': {
    rule: 'Money and projects belong to a programme that was opened.', source: 'design',
    vi: ({ programmeId }: { programmeId: string }) => `Chưa có chương trình ${programmeId}.`,
    en: ({ programmeId }: { programmeId: string }) => `There is no programme ${programmeId}.`,
  },
  'programme-not-open-on-day': {
    rule: 'A fact lies within the period of its programme.', source: 'design',
    vi: ({ name, day }: { name: string; day: Day }) => `Chương trình ${name} không hoạt động vào ngày ${formatDay(day)}.`,
    en: ({ name, day }: { name: string; day: Day }) => `Programme ${name} is not open on ${formatDay(day)}.`,
  },
  'no-rule-set-in-force': {
    rule: 'A decision is judged by the rule set in force on its day.', source: 'design',
    vi: ({ name, day }: { name: string; day: Day }) => `Chương trình ${name} chưa có bộ quy tắc nào áp dụng vào ngày ${formatDay(day)}.`,
    en: ({ name, day }: { name: string; day: Day }) => `Programme ${name} has no rule set in force on ${formatDay(day)}.`,
  },
})

/** Why nothing can happen under this programme on that day, if so. */
export const refuseUnlessOpen = (programmeId: string, { opened }: Programme, day: Day): Refusal | undefined => {
  if (opened === undefined) return refuse('programme-unknown', { programmeId })
  const { name, opensOn, closesOn } = opened
  return liesIn(day, opensOn, closesOn) ? undefined : refuse('programme-not-open-on-day', { name, day })
}

/** The rule set in force on a day; where there is none, the refusal. */
export const ruleSetOn = ({ opened, ruleSets }: Programme, day: Day): RuleSet | Refusal =>
  heldOn(ruleSets, day) ?? refuse('no-rule-set-in-force', { name: opened?.name ?? '', day })
