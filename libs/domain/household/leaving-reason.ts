import type { Bilingual } from '../core/language.js'

/** Why somebody left a household. */
export const leavingReasons = ['died', 'married', 'moved', 'other'] as const
export type LeavingReason = (typeof leavingReasons)[number]

const words: Readonly<Record<LeavingReason, Bilingual>> = {
  died: { vi: 'qua đời', en: 'died' },
  married: { vi: 'kết hôn', en: 'married' },
  moved: { vi: 'chuyển đi', en: 'moved away' },
  other: { vi: 'lý do khác', en: 'other reason' },
}

export const leavingReasonInWords = (reason: LeavingReason): Bilingual => words[reason]
