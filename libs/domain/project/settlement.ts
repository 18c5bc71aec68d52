import { formatDong } from '../core/language.js'
import { sumDong } from '../core/money.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { Approval } from './project.js'

const refuse = defineRefusals({
  'settled-above-budget': {
    rule: "What is settled stays within the project's approved budget, also after corrections.", source: 'design',
    vi: ({ settledDong, budgetDong }: { settledDong: number; budgetDong: number }) => `Số quyết toán ${formatDong(settledDong)} vượt ngân sách được phê duyệt ${formatDong(budgetDong)}.`,
    en: ({ settledDong, budgetDong }: { settledDong: number; budgetDong: number }) => `The ${formatDong(settledDong)} that were settled exceed the approved budget of ${formatDong(budgetDong)}.`,
  },
})

export const refuseSettlement = (approval: Approval | undefined, settledDong: number): Refusal | undefined => {
  const budgetDong = sumDong(approval?.budgetLines ?? [])
  return settledDong > budgetDong ? refuse('settled-above-budget', { settledDong, budgetDong }) : undefined
}
