import { Conflict } from '../errors.js'
import type { EventLog } from '../event-log.js'
import { eventsOf, toyCommit, toyEvent } from './toy-commit.js'

/** Reads, adds one and writes, again and again; on a conflict it reads anew. */
export async function countUp(log: EventLog, times: number): Promise<void> {
  for (let done = 0; done < times; ) {
    const last = (await eventsOf(log, { tags: ['counter'], backwards: true, limit: 1 }))[0]
    const event = toyEvent(['counter'], { data: { count: Number(last?.data.count ?? 0) + 1 } })
    try {
      await log.append(toyCommit([], { events: [event], condition: { tags: ['counter'], after: last?.position ?? 0 } }))
      done += 1
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
    }
  }
}
