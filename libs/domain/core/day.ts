/** A day in Asia/Ho_Chi_Minh, YYYY-MM-DD; days compare as strings. */
export type Day = string

/** An instant, ISO 8601 in UTC with milliseconds. */
export type Instant = string

const hoChiMinhOffsetMs = 7 * 3_600_000
const dayMs = 86_400_000

/** The day that it is in Asia/Ho_Chi_Minh at an instant, whatever TZ says (UTC+7 all year since 1975). */
export const dayAt = (instant: Instant): Day => new Date(Date.parse(instant) + hoChiMinhOffsetMs).toISOString().slice(0, 10)

/** The last millisecond of a day in Asia/Ho_Chi_Minh, as an instant. */
export const endOfDay = (day: Day): Instant => new Date(Date.parse(`${day}T00:00:00.000Z`) - hoChiMinhOffsetMs + dayMs - 1).toISOString()

export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  // 2025-02-30 is taken for a day in March; 2025-13-01 for none, whose date is NaN.
  return new Date(`${text}T00:00:00.000Z`).getUTCDate() === Number(text.slice(8))
}

/** The same day some months later; where that month is shorter, its last day. */
export const addMonths = (day: Day, months: number): Day => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const lastDate = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(date, lastDate))
  return first.toISOString().slice(0, 10)
}
