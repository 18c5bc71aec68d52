import type { Bilingual } from '../core/language.js'

/** Why a household stands where it does: codes that may be public, so none speaks of health or of a person. */
export const rankingReasons = ['poor', 'near-poor', 'newly-escaped', 'never-supported', 'has-labour', 'has-barn', 'woman-headed', 'other'] as const
export type RankingReason = (typeof rankingReasons)[number]

export const rankingReasonInWords: Readonly<Record<RankingReason, Bilingual>> = {
  poor: { vi: 'hộ nghèo', en: 'poor' },
  'near-poor': { vi: 'hộ cận nghèo', en: 'near-poor' },
  'newly-escaped': { vi: 'hộ mới thoát nghèo', en: 'newly escaped' },
  'never-supported': { vi: 'chưa từng được hỗ trợ', en: 'never supported' },
  'has-labour': { vi: 'có lao động', en: 'has labour' },
  'has-barn': { vi: 'có chuồng trại', en: 'has a barn' },
  'woman-headed': { vi: 'phụ nữ làm chủ hộ', en: 'headed by a woman' },
  other: { vi: 'lý do khác', en: 'other' },
}
