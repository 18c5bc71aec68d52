import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectStarted, projectSubmitted, unitRegistered } from '#domain'
import type { EventLog, NewEvent, RecordedEvent, UnitRef } from '#event-log'
import { openSqliteEventLog } from '#event-log/sqlite/index'

/** Test support: an empty log in a temporary folder. */
export const newFeedLog = async (): Promise<{ readonly log: EventLog; remove(): Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'sinhke-feed-'))
  const log = await openSqliteEventLog({ file: join(folder, 'log.db') })
  return {
    log,
    remove: async () => {
      await log.close()
      await rm(folder, { recursive: true })
    },
  }
}

export const unitOf = (code: number, codeSet = 'vn-2004'): UnitRef => ({ codeSet, code: String(code).padStart(3, '0') })
export const projectIdOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`

const occurredOn = '2024-03-06'

/** Events of the real catalogue that say little. */
export const registered = (unit: UnitRef, parent?: UnitRef): NewEvent =>
  unitRegistered({ unit, name: `Đơn vị ${unit.code}`, level: 'commune', areaKind: 'other', validFrom: '2004-07-08', ...(parent === undefined ? {} : { parent }) }, { occurredOn, unit })

export const submitted = (project: number, unit = unitOf(1)): NewEvent => projectSubmitted({ projectId: projectIdOf(project) }, { occurredOn, unit })
export const started = (project: number, unit = unitOf(1)): NewEvent => projectStarted({ projectId: projectIdOf(project) }, { occurredOn, unit })

export const record = async (log: EventLog, ...events: readonly NewEvent[]): Promise<number> =>
  (await log.append({ commandId: randomUUID(), fingerprint: 'fingerprint', actor: { id: 'actor', role: 'officer' }, entrySource: 'app', correlationId: randomUUID(), events })).lastPosition

export const eventsAfter = async (log: EventLog, after: number): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = []
  for await (const batch of log.read({ after })) events.push(...batch)
  return events
}
