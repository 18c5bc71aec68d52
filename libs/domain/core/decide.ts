import type { Day } from './day.js'
import type { Decided, Decision, DecisionContext, LoadedStates } from './decision.js'
import { formatDay } from './language.js'
import { defineRefusals } from './refusal.js'

const refuse = defineRefusals({
  'occurred-in-future': {
    rule: 'What is recorded has happened.', source: 'design',
    vi: ({ occurredOn, today }: { occurredOn: Day; today: Day }) => `Ngày xảy ra ${formatDay(occurredOn)} ở sau hôm nay ${formatDay(today)}.`,
    en: ({ occurredOn, today }: { occurredOn: Day; today: Day }) => `The day ${formatDay(occurredOn)} is after today, ${formatDay(today)}.`,
  },
  'paper-dated-in-future': {
    rule: 'A paper exists before it is recorded.', source: 'design',
    vi: ({ date, today }: { date: Day; today: Day }) => `Ngày giấy tờ ${formatDay(date)} ở sau hôm nay ${formatDay(today)}.`,
    en: ({ date, today }: { date: Day; today: Day }) => `The paper's date ${formatDay(date)} is after today, ${formatDay(today)}.`,
  },
})

/** What a decision row says of a command, after the rules that hold for every command. */
export const decide = (row: Decision, states: LoadedStates, command: object, context: DecisionContext): Decided => {
  const { occurredOn, paper } = command as { occurredOn?: Day; paper?: { date: Day } }
  const { today } = context
  if (occurredOn !== undefined && occurredOn > today) return refuse('occurred-in-future', { occurredOn, today })
  if (paper !== undefined && paper.date > today) return refuse('paper-dated-in-future', { date: paper.date, today })
  return row.decide(states, command, context)
}
