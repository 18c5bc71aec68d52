import { isDeepStrictEqual } from 'node:util'
import { contributionReceived, contributionReversed } from '../catalogue/contribution-events.js'
import type { Day } from '../core/day.js'
import type { DataOf } from '../core/event-definition.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'

type Received = DataOf<typeof contributionReceived>

/** A contribution, and the entry that took it back. */
export interface ContributionEntries {
  readonly received?: Received & { readonly receivedOn: Day }
  readonly reversed?: Pick<Received, 'contribution' | 'fundingLines'> & { readonly reversedOn: Day }
}

export const contribution = defineState<ContributionEntries>({
  name: 'contribution',
  tagKind: 'contribution',
  initial: {},
  on: [
    on(contributionReceived, (state, { occurredOn, data }) => ({ ...state, received: { ...data, receivedOn: occurredOn } })),
    on(contributionReversed, (state, { occurredOn, data: { contribution: taken, fundingLines } }) => ({ ...state, reversed: { contribution: taken, fundingLines, reversedOn: occurredOn } })),
  ],
  invariant: (state) => refuseIfReversedOtherwise(state),
})

const refuse = defineRefusals({
  'contribution-unknown': {
    rule: 'What is taken back is a contribution that was received.', source: 'design',
    vi: ({ contributionId }: { contributionId: string }) => `Chưa có khoản đối ứng ${contributionId}.`,
    en: ({ contributionId }: { contributionId: string }) => `There is no contribution ${contributionId}.`,
  },
  'contribution-already-reversed': {
    rule: 'A contribution is taken back whole, once.', source: 'design',
    vi: ({ reversedOn }: { reversedOn: Day }) => `Khoản đối ứng này đã được ghi giảm ngày ${formatDay(reversedOn)}.`,
    en: ({ reversedOn }: { reversedOn: Day }) => `This contribution was reversed on ${formatDay(reversedOn)}.`,
  },
  'reversal-before-contribution': {
    rule: 'Nothing is taken back before it was received.', source: 'design',
    vi: ({ receivedOn, day }: { receivedOn: Day; day: Day }) => `Khoản đối ứng được nhận ngày ${formatDay(receivedOn)}, sau ngày ${formatDay(day)}.`,
    en: ({ receivedOn, day }: { receivedOn: Day; day: Day }) => `The contribution was received on ${formatDay(receivedOn)}, after ${formatDay(day)}.`,
  },
  'reversal-not-as-received': {
    rule: 'What was taken back is what was received, also after corrections.', source: 'design',
    vi: ({ reversedOn }: { reversedOn: Day }) => `Khoản đối ứng này đã được ghi giảm ngày ${formatDay(reversedOn)}; hãy hủy lần ghi giảm đó trước.`,
    en: ({ reversedOn }: { reversedOn: Day }) => `The contribution was reversed on ${formatDay(reversedOn)}; annul that reversal first.`,
  },
})

/** The contribution that can be taken back on a day; where it can't, the refusal. */
export const contributionToReverse = (contributionId: string, { received, reversed }: ContributionEntries, day: Day): Received | Refusal => {
  if (received === undefined) return refuse('contribution-unknown', { contributionId })
  if (reversed !== undefined) return refuse('contribution-already-reversed', { reversedOn: reversed.reversedOn })
  const { receivedOn, ...data } = received
  return day < receivedOn ? refuse('reversal-before-contribution', { receivedOn, day }) : data
}

const refuseIfReversedOtherwise = ({ received, reversed }: ContributionEntries): Refusal | undefined => {
  if (reversed === undefined) return undefined
  const isWhole = isDeepStrictEqual(received?.contribution, reversed.contribution) && isDeepStrictEqual(received?.fundingLines, reversed.fundingLines)
  return isWhole ? undefined : refuse('reversal-not-as-received', { reversedOn: reversed.reversedOn })
}
