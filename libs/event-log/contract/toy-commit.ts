import { randomUUID } from 'node:crypto'
import type { Commit, EventLog, Query } from '../event-log.js'
import type { NewEvent, RecordedEvent } from '../event.js'

/** An event of no domain; tags in any order. */
export function toyEvent(tags: readonly string[], rest: Partial<NewEvent> = {}): NewEvent {
  const sorted = [...new Set(tags)].sort()
  return {
    type: 'thing-happened', version: 1, data: { amountDong: 1_000, note: 'Hộ nghèo' }, tags: sorted, subject: sorted[0] ?? '',
    occurredOn: '2025-03-01', unit: { codeSet: '2025-07', code: '05455' }, ...rest,
  }
}

/** One event a list of tags. */
export function toyCommit(tagsOfEvents: readonly (readonly string[])[], rest: Partial<Commit> = {}): Commit {
  return {
    commandId: randomUUID(), fingerprint: 'fingerprint', actor: { id: 'actor', role: 'officer' }, entrySource: 'app',
    correlationId: 'correlation', events: tagsOfEvents.map((tags) => toyEvent(tags)), ...rest,
  }
}

export async function batchesOf(log: EventLog, query: Query = {}): Promise<RecordedEvent[][]> {
  const batches: RecordedEvent[][] = []
  for await (const batch of log.read(query)) batches.push(batch)
  return batches
}

export const eventsOf = async (log: EventLog, query: Query = {}): Promise<RecordedEvent[]> => (await batchesOf(log, query)).flat()

export const positionsOf = async (log: EventLog, query: Query = {}): Promise<number[]> =>
  (await eventsOf(log, query)).map(({ position }) => position)

export const upTo = (last: number, first = 1): number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index)

/** The model keeps no time. */
export const withoutTime = (events: readonly RecordedEvent[]): RecordedEvent[] => events.map((event) => ({ ...event, recordedAt: '' }))
