import { formatDong } from '../core/language.js'
import { splitAcross, type FundingLine } from '../core/money.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { inProject } from '../project/household-in-project.js'
import { linesLeft } from '../project/project-on-day.js'
import type { Approval, Project } from '../project/project.js'

const refuse = defineRefusals({
  'household-not-a-beneficiary': {
    rule: 'Support is handed over to households that the approval names.', source: 'design',
    vi: ({ householdId }: { householdId: string }) => `Hộ ${householdId} không có trong danh sách được phê duyệt hỗ trợ của dự án.`,
    en: ({ householdId }: { householdId: string }) => `Household ${householdId} is not among those that the approval supports.`,
  },
  'support-exceeds-approved': {
    rule: 'A household gets at most the support that was approved for it.', source: 'design',
    vi: ({ leftDong, askedDong }: { householdId: string; leftDong: number; askedDong: number }) => `Mức hỗ trợ còn lại của hộ là ${formatDong(leftDong)}, không đủ ${formatDong(askedDong)}.`,
    en: ({ leftDong, askedDong }: { householdId: string; leftDong: number; askedDong: number }) => `Of its approved support the household has ${formatDong(leftDong)} left, not ${formatDong(askedDong)}.`,
  },
})

/** Why a household can't get this much more support, if so. */
export const refuseSupport = ({ households }: Project, { supportDong }: Approval, householdId: string, askedDong: number): Refusal | undefined => {
  const approvedDong = supportDong[householdId]
  if (approvedDong === undefined) return notBeneficiary(householdId)
  const leftDong = approvedDong - inProject(households, householdId).handedOverDong
  return askedDong > leftDong ? refuse('support-exceeds-approved', { householdId, leftDong, askedDong }) : undefined
}

export const notBeneficiary = (householdId: string): Refusal => refuse('household-not-a-beneficiary', { householdId })

/** The funding lines of a handover: in proportion to what is left of the budget's lines, so that none is ever overspent. */
export const supportLines = ({ handedOverByLine }: Project, { budgetLines }: Approval, amountDong: number): FundingLine[] =>
  splitAcross(linesLeft(budgetLines, handedOverByLine), amountDong)
