const firstMs = 5_000
const longestMs = 3_600_000
/** Longer than this nobody may put us off. */
const mostRetryAfterMs = 86_400_000

/** How long to wait after so many attempts that failed: twice as long each time up to an hour, not the same for everybody. */
export const backOffMs = (attempts: number, random: number): number => {
  const fullMs = Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 20))
  return Math.round(fullMs * (0.5 + random / 2))
}

/** What a receiver asks for by Retry-After, in seconds or as a date; undefined where it says nothing that can be understood. */
export const retryAfterMs = (header: string | undefined, nowMs: number): number | undefined => {
  if (header === undefined) return undefined
  const askedMs = /^\d{1,10}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs
  return Number.isNaN(askedMs) ? undefined : Math.min(mostRetryAfterMs, Math.max(0, askedMs))
}
