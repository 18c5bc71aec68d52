import { addMonths } from '#domain'

export { addMonths }

/** Nothing in the sample is later. */
export const lastDay = '2026-06-30'
/** From this day on the province has merged communes and no districts. */
export const mergedOn = '2025-07-01'

export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
export const yearOf = (day: string): number => Number(day.slice(0, 4))
