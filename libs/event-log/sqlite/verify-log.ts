import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SqliteDatabase } from '#platform'
import { eventIdOf } from '../event-id.js'
import type { Position, RecordedEvent } from '../event.js'
import { LogFindings } from '../log-findings.js'
import type { Verification } from '../movable-log.js'
import { findStrayCommits, findStrayTags } from './stray-rows.js'

const pageEvents = 500

/** Compares every event with its canonical JSON and with what stands beside it, page by page, up to the head that it began with. */
export async function verifyLog(database: SqliteDatabase, onProgress?: (position: Position) => void): Promise<Verification> {
  const check = new LogCheck(database)
  const head: number = database.prepare('SELECT max(position) AS head FROM events').get()?.head ?? 0
  const page = database.prepare('SELECT position, event_id, type, commit_last, recorded_at, json FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?')
  for (let after = 0; after < head; ) {
    const rows: readonly EventColumns[] = page.all(after, head, pageEvents)
    rows.forEach((row) => check.event(row))
    after = rows[rows.length - 1]?.position ?? head
    onProgress?.(after)
    await nextTurn()
  }
  check.end()
  for await (const finding of findStrayTags(database, head, check.tagRows)) check.found(finding.position, finding.what)
  for await (const finding of findStrayCommits(database, head, check.commits)) check.found(finding.position, finding.what)
  return check.verification()
}

interface EventColumns {
  readonly position: number
  readonly event_id: string
  readonly type: string
  readonly commit_last: number
  readonly recorded_at: number
  readonly json: string
}

/** Walks the events in order, and remembers only where the last one stood. */
class LogCheck extends LogFindings {
  commits = 0
  tagRows = 0
  #position = 0
  #recordedAtMs = 0
  #commit = { first: 0, last: 0, commandId: '', recordedAtMs: 0 }
  readonly #tagRow
  readonly #commitRow

  constructor(database: SqliteDatabase) {
    super()
    this.#tagRow = database.prepare('SELECT 1 FROM event_tags WHERE tag = ? AND position = ?')
    this.#commitRow = database.prepare('SELECT last_position, command_id, recorded_at FROM commits WHERE first_position = ?')
  }

  event(row: EventColumns): void {
    this.events += 1
    this.#checkOrder(row)
    const event = this.parse(row.json, row.position)
    if (event === undefined) return
    if (row.position > this.#commit.last) this.#beginCommit(row, event)
    this.#checkCommit(row, event)
    this.#checkColumns(row, event)
    for (const tag of event.tags) {
      if (this.#tagRow.get(tag, row.position) === undefined) this.found(row.position, `its tag ${tag} is missing from the index`)
      else this.tagRows += 1
    }
  }

  end(): void {
    if (this.#commit.last > this.#position) this.found(this.#position, `its commit should go on to ${this.#commit.last}`)
  }

  #checkOrder({ position, recorded_at }: EventColumns): void {
    if (position !== this.#position + 1) this.found(position, `the position before it is ${this.#position}`)
    if (recorded_at < this.#recordedAtMs) this.found(position, 'it was recorded before its predecessor')
    this.#position = position
    this.#recordedAtMs = recorded_at
  }

  #beginCommit({ position, commit_last, recorded_at }: EventColumns, { commandId }: RecordedEvent): void {
    this.#commit = { first: position, last: commit_last, commandId, recordedAtMs: recorded_at }
    const row = this.#commitRow.get(position)
    if (row === undefined) return this.found(position, 'its commit has no row')
    this.commits += 1
    if (row.last_position !== commit_last) this.found(position, `its commit's row ends at ${row.last_position}, not ${commit_last}`)
    if (row.command_id !== commandId) this.found(position, `its commit's row has command id ${row.command_id}`)
    if (row.recorded_at !== recorded_at) this.found(position, `its commit's row has another recordedAt`)
  }

  #checkCommit({ position, commit_last, recorded_at }: EventColumns, event: RecordedEvent): void {
    const { first, last, commandId, recordedAtMs } = this.#commit
    if (commit_last !== last) this.found(position, `its commit ends at ${commit_last}, by its first event at ${last}`)
    if (event.commandId !== commandId) this.found(position, `its commandId is not that of its commit`)
    if (recorded_at !== recordedAtMs) this.found(position, `its recordedAt is not that of its commit`)
    if (event.eventId !== eventIdOf(event.commandId, position - first)) this.found(position, 'its eventId is not derived from its commandId')
  }

  #checkColumns(row: EventColumns, event: RecordedEvent): void {
    const { position } = row
    if (event.position !== position) this.found(position, `its JSON says position ${event.position}`)
    if (event.eventId !== row.event_id) this.found(position, `its JSON says eventId ${event.eventId}`)
    if (event.type !== row.type) this.found(position, `its JSON says type ${event.type}`)
    if (event.recordedAt !== new Date(row.recorded_at).toISOString()) this.found(position, `its JSON says recordedAt ${event.recordedAt}`)
  }
}
