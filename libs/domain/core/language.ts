/** Every message a person sees: Vietnamese first, English beside it. */
export interface Bilingual {
  readonly vi: string
  readonly en: string
}

export type Language = keyof Bilingual

const groups = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 })

/** 117325000000 → "117.325.000.000". */
export const formatNumber = (value: number): string => groups.format(value)

/** 4000000 → "4.000.000 đồng". */
export const formatDong = (amountDong: number): string => `${groups.format(amountDong)} đồng`

/** "2023-10-30" → "30/10/2023". */
export const formatDay = (day: string): string => day.split('-').reverse().join('/')

/** Labour is counted in half days: 5 → "2,5". */
export const formatHalfDays = (halfDays: number): string => groups.format(halfDays / 2)
