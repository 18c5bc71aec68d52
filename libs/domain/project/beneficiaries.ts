import type { Day } from '../core/day.js'
import { Dong, Id } from '../core/fields.js'
import { formatDong } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { GroupMember } from '../group/group.js'
import { classOn, type Household } from '../household/household.js'
import { povertyClassName } from '../household/poverty-class.js'
import type { PovertyClass, Rules } from '../programme/rules.js'
import { ineligibleInWords, ineligibleOn, type Ineligible } from './eligibility.js'

export class BeneficiaryFields {
  @Id('Hộ', 'Household') householdId!: string
  @Dong('Mức hỗ trợ', 'Support', { example: 14_000_000 }) supportDong!: number
}

export interface Beneficiary extends BeneficiaryFields {
  readonly povertyClass: PovertyClass
}

const refuse = defineRefusals({
  'beneficiary-named-twice': {
    rule: 'A household stands once among the beneficiaries.', source: 'design',
    vi: ({ householdId }: { householdId: string }) => `Hộ ${householdId} bị ghi hai lần trong danh sách được hỗ trợ.`,
    en: ({ householdId }: { householdId: string }) => `Household ${householdId} is named twice among the beneficiaries.`,
  },
  'beneficiary-not-in-group': {
    rule: 'A project supports members of its group.', source: 'Decree 27/2022, Article 22',
    vi: ({ householdId }: { householdId: string }) => `Hộ ${householdId} không phải thành viên của nhóm thực hiện dự án.`,
    en: ({ householdId }: { householdId: string }) => `Household ${householdId} is no member of the project's group.`,
  },
  'beneficiary-not-eligible': {
    rule: 'A supported household is of a target class on the day of approval.', source: 'resolution of the provincial council, e.g. Quảng Bình: newly escaped for at most 36 months',
    vi: ({ householdId, reason }: { householdId: string; reason: Ineligible; day: Day }) => `Hộ ${householdId} không được hỗ trợ: ${ineligibleInWords[reason].vi}.`,
    en: ({ householdId, reason }: { householdId: string; reason: Ineligible; day: Day }) => `Household ${householdId} can't be supported: ${ineligibleInWords[reason].en}.`,
  },
  'household-cap-exceeded': {
    rule: "A household's support stays within the cap of its class.", source: 'resolution of the provincial council, e.g. Quảng Bình',
    vi: ({ povertyClass, capDong, supportDong }: { householdId: string; povertyClass: PovertyClass; capDong: number; supportDong: number }) => `Mức hỗ trợ ${formatDong(supportDong)} vượt mức tối đa ${formatDong(capDong)} đối với ${povertyClassName(povertyClass).vi}.`,
    en: ({ povertyClass, capDong, supportDong }: { householdId: string; povertyClass: PovertyClass; capDong: number; supportDong: number }) => `Support of ${formatDong(supportDong)} exceeds the cap of ${formatDong(capDong)} for a household that is ${povertyClassName(povertyClass).en}.`,
  },
  'target-share-too-low': {
    rule: "Enough of a project's participants are of the target classes.", source: 'Decree 27/2022: at least half; by programme more',
    vi: ({ targets, participants, percent }: { targets: number; participants: number; percent: number }) => `Chỉ có ${targets}/${participants} hộ tham gia thuộc đối tượng ưu tiên, chưa đạt tỷ lệ tối thiểu ${percent}%.`,
    en: ({ targets, participants, percent }: { targets: number; participants: number; percent: number }) => `${targets} of ${participants} participants are of target classes, fewer than ${percent}%.`,
  },
})

/** The members of the project's group, each with its household. */
export type Participants = ReadonlyMap<string, Household>

export const participantsOf = (members: readonly GroupMember[], households: readonly Household[]): Participants =>
  new Map(members.map(({ householdId }, index) => [householdId, households[index] ?? { classes: [] }]))

/** Why these households can't be supported, if so. */
export const refuseBeneficiaries = (beneficiaries: readonly BeneficiaryFields[], participants: Participants, day: Day, rules: Rules): Refusal | undefined => {
  const named = new Set<string>()
  for (const { householdId, supportDong } of beneficiaries) {
    if (named.has(householdId)) return refuse('beneficiary-named-twice', { householdId })
    named.add(householdId)
    const household = participants.get(householdId)
    if (household === undefined) return refuse('beneficiary-not-in-group', { householdId })
    const reason = ineligibleOn(household, day, rules)
    if (reason !== undefined) return refuse('beneficiary-not-eligible', { householdId, reason, day })
    const povertyClass = classHeld(household, day)
    const capDong = rules.householdCaps.find((cap) => cap.povertyClass === povertyClass)?.capDong ?? 'none-known'
    if (capDong !== 'none-known' && supportDong > capDong) return refuse('household-cap-exceeded', { householdId, povertyClass, capDong, supportDong })
  }
  return refuseTargetShare(participants, day, rules)
}

export const withClass = (beneficiaries: readonly BeneficiaryFields[], participants: Participants, day: Day): Beneficiary[] =>
  beneficiaries.map(({ householdId, supportDong }) => ({ householdId, povertyClass: classHeld(participants.get(householdId), day), supportDong }))

const refuseTargetShare = (participants: Participants, day: Day, rules: Rules): Refusal | undefined => {
  const targets = [...participants.values()].filter((household) => ineligibleOn(household, day, rules) === undefined).length
  const { targetSharePercent: percent } = rules
  return targets * 100 < percent * participants.size ? refuse('target-share-too-low', { targets, participants: participants.size, percent }) : undefined
}

const classHeld = (household: Household | undefined, day: Day): PovertyClass => (household && classOn(household, day)?.povertyClass) ?? 'not-poor'
