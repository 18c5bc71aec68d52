import type { EventLog } from '#event-log'
import type { ViewStore } from './view-store.js'

/**
 * Empties the views where they are of another log, or know more than a log that was restored from an older copy:
 * they would answer what no log says. To be called before anybody reads.
 */
export const matchViewsToLog = async (store: ViewStore, log: EventLog): Promise<void> => {
  const incarnation = await log.incarnation()
  const isOfThisLog = (await store.incarnation()) === incarnation
  // Read before the head, which others may be moving on, and the views with it.
  const builds = await store.builds()
  const position = Math.max(0, ...builds.map((build) => build.position))
  if (!isOfThisLog || position > (await log.head())) await store.clear(incarnation, builds.at(-1)?.id ?? 0)
}
