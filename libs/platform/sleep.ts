import { setTimeout } from 'node:timers/promises'

/** Until the time is over or the signal aborts. */
export const sleep = async (durationMs: number, signal?: AbortSignal): Promise<void> => {
  try {
    await setTimeout(durationMs, undefined, { signal })
  } catch (error) {
    if (!signal?.aborted) throw error
  }
}
