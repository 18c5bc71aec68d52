import { randomUUID } from 'node:crypto'
import type { EventLog } from '#event-log'
import { handoverOf } from '../libs/read-models/bench/fold.js'

const eventsACommit = 1_000

/** Appends handovers spread over the households and projects. */
export const appendHandovers = async (log: EventLog, { events, householdIds, projectIds }: { events: number; householdIds: readonly string[]; projectIds: readonly string[] }): Promise<void> => {
  const actor = { id: randomUUID(), role: 'officer' }
  for (let appended = 0; appended < events; appended += eventsACommit) {
    const commandId = randomUUID()
    const commit = Array.from({ length: Math.min(eventsACommit, events - appended) }, (_, index) =>
      handoverOf(projectIds[(appended + index) % projectIds.length] as string, householdIds[(appended * 31 + index * 97) % householdIds.length] as string))
    await log.append({ commandId, fingerprint: commandId, events: commit, actor, entrySource: 'import', correlationId: commandId })
  }
}
