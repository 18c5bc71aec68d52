import { contributionPledged, type DataOf, type projectApproved } from '#domain'
import { pledgeValueDong } from '#domain/contribution/pledge-value'
import { labourValueDong } from '#domain/project/state-share'
import { isOf, type FactLine } from '../facts/fact-lines.js'
import { emptyLedgers } from '../facts/ledgers.js'

/** What households put in, by form; labour also as it is counted. */
export interface ProjectCounterpart {
  readonly cashDong: number
  readonly goodsDong: number
  readonly labourDong: number
  readonly labourHalfDays: number
  readonly totalDong: number
}

/** What was promised, at approved prices where there are some. */
export interface PledgedCounterpart extends ProjectCounterpart {
  /** How many pledges have no value yet: neither the approval nor their paper has a price. */
  readonly unpriced: number
}

export type AgreedCounterpart = DataOf<typeof projectApproved>['counterpart']

export const agreedCounterpart = (agreed: AgreedCounterpart | undefined): ProjectCounterpart => {
  if (agreed === undefined) return emptyLedgers.contributed
  const { cashDong, goodsDong, labourHalfDays, labourDayPriceDong } = agreed
  const labourDong = labourValueDong(labourHalfDays, labourDayPriceDong)
  return { cashDong, goodsDong, labourDong, labourHalfDays, totalDong: cashDong + goodsDong + labourDong }
}

export const pledgedCounterpart = (lines: readonly FactLine[], agreed: AgreedCounterpart | undefined): PledgedCounterpart =>
  lines.reduce((sum, line) => (isOf(contributionPledged, line) && !line.isAnnulled ? withPledge(sum, line.data, agreed) : sum), nothingPledged)

const nothingPledged: PledgedCounterpart = { ...emptyLedgers.contributed, unpriced: 0 }

const withPledge = (sum: PledgedCounterpart, { pledge }: DataOf<typeof contributionPledged>, agreed: AgreedCounterpart | undefined): PledgedCounterpart => {
  const valueDong = pledgeValueDong(pledge, agreed)
  const field = `${pledge.kind}Dong` as const
  return {
    ...sum,
    [field]: sum[field] + (valueDong ?? 0),
    labourHalfDays: sum.labourHalfDays + (pledge.kind === 'labour' ? pledge.halfDays : 0),
    totalDong: sum.totalDong + (valueDong ?? 0),
    unpriced: sum.unpriced + (valueDong === undefined ? 1 : 0),
  }
}
