import type { EventLog } from '#event-log'
import { handoverOf, importCommit } from '../libs/read-models/bench/handovers.js'

const eventsACommit = 1_000

/** Appends handovers spread over the households and projects. */
export const appendHandovers = async (log: EventLog, { events, householdIds, projectIds }: { events: number; householdIds: readonly string[]; projectIds: readonly string[] }): Promise<void> => {
  for (let appended = 0; appended < events; appended += eventsACommit) {
    await log.append(importCommit(Array.from({ length: Math.min(eventsACommit, events - appended) }, (_, index) =>
      handoverOf(projectIds[(appended + index) % projectIds.length] as string, householdIds[(appended * 31 + index * 97) % householdIds.length] as string))))
  }
}
