import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { openSqlite } from '#platform'
import { eventIdOf } from '../event-id.js'
import type { Commit } from '../event-log.js'
import { openSqliteEventLog } from '../sqlite/sqlite-event-log.js'
import { laySchema } from '../sqlite/schema.js'

const callers = 64

/** Durable appends through the log by 64 callers, each waiting for its own; events per second. */
export async function appendThroughLog(folder: string, count: number): Promise<number> {
  const log = await openSqliteEventLog({ file: join(folder, 'through-log.db') })
  let next = 0
  const call = async () => {
    while (next < count) {
      const index = next
      next += 1
      await log.append(commitOf(index))
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: callers }, call))
  const perSecond = eventsPerSecond(count, started)
  await log.close()
  return perSecond
}

/** The same rows by the bare package, one event a transaction, as durable. */
export async function appendRaw(folder: string, count: number): Promise<number> {
  const database = openSqlite(join(folder, 'raw.db'), { synchronous: 'FULL' })
  laySchema(database)
  const insertEvent = database.prepare('INSERT INTO events (position, event_id, type, commit_last, recorded_at, json) VALUES (?, ?, ?, ?, ?, ?)')
  const insertTag = database.prepare('INSERT INTO event_tags (tag, position) VALUES (?, ?)')
  const insertCommit = database.prepare('INSERT INTO commits (first_position, last_position, command_id, fingerprint, recorded_at) VALUES (?, ?, ?, ?, ?)')
  const started = performance.now()
  for (let position = 1; position <= count; position += 1) {
    const commit = commitOf(position)
    const { commandId, events: [event] } = commit
    const json = JSON.stringify({ ...commit, ...event })
    database.exec('BEGIN IMMEDIATE')
    insertEvent.run(position, eventIdOf(commandId, 0), 'recovery-received', position, Date.now(), json)
    for (const tag of event?.tags ?? []) insertTag.run(tag, position)
    insertCommit.run(position, position, commandId, commit.fingerprint, Date.now())
    database.exec('COMMIT')
  }
  const perSecond = eventsPerSecond(count, started)
  database.close()
  return perSecond
}

const eventsPerSecond = (count: number, started: number): number => Math.round((count * 1_000) / (performance.now() - started))

/** About 400 bytes of JSON and three tags, guarded by one of them. */
export function commitOf(index: number): Commit {
  const household = `household:${(index * 7_919) % 5_000}`
  return {
    commandId: randomUUID(),
    fingerprint: 'f'.repeat(64),
    actor: { id: 'actor-1', role: 'commune-officer' },
    entrySource: 'app',
    correlationId: `request-${index}`,
    events: [{
      type: 'recovery-received',
      version: 1,
      data: { obligationId: `obligation-${index}`, amountDong: 500_000 },
      tags: [`allocation:${index % 10}`, household, `project:${index % 50}`],
      subject: household,
      occurredOn: '2025-03-01',
      unit: { codeSet: '2025-07', code: '05455' },
    }],
    condition: { tags: [`obligation:${index}`], after: 0 },
  }
}
