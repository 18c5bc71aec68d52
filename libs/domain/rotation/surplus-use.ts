import type { Bilingual } from '../core/language.js'

/** Where what is left over in a pool goes. */
export const surplusUses = ['community-fund', 'returned-to-budget', 'group-fund'] as const
export type SurplusUse = (typeof surplusUses)[number]

const words: Readonly<Record<SurplusUse, Bilingual>> = {
  'community-fund': { vi: 'Chuyển vào quỹ cộng đồng', en: 'moved to the community fund' },
  'returned-to-budget': { vi: 'Hoàn trả ngân sách', en: 'returned to the budget' },
  'group-fund': { vi: 'Chuyển vào quỹ nhóm', en: "moved to the group's fund" },
}

export const surplusUseInWords = (use: SurplusUse): Bilingual => words[use]
