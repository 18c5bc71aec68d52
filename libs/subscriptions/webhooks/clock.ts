import { sleep } from '#platform'

/** Time as deliveries know it: days of waiting can be lived through in a test. */
export interface Clock {
  now(): Date
  /** Until so much time has passed, or the signal aborts. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>
}

export const systemClock: Clock = { now: () => new Date(), sleep: (durationMs, signal) => sleep(durationMs, signal) }
