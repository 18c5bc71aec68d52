import { Long } from 'mongodb'
import { eventIdOf } from '../event-id.js'
import type { Position, RecordedEvent } from '../event.js'
import { LogFindings } from '../log-findings.js'
import type { Verification } from '../movable-log.js'
import { tagsOf, uuidOf } from './commit-document.js'
import type { CommitRow, Commits } from './commits.js'

const pageCommits = 250

/** Compares every commit with its events' canonical JSON, page by page, up to the head that it began with. */
export async function verifyLog(commits: Commits, onProgress?: (position: Position) => void): Promise<Verification> {
  const check = new LogCheck()
  const head = (await commits.findLast())?.last ?? 0
  for (let low = 0; low <= head; ) {
    const rows = await commits.find<CommitRow>({ _id: { $gte: Long.fromNumber(low), $lte: Long.fromNumber(head) } }, { sort: { _id: 1 }, limit: pageCommits, singleBatch: true })
    const last = rows.at(-1)
    if (last === undefined) break
    for (const row of rows) check.commit(row)
    low = last._id + 1
    onProgress?.(check.position)
  }
  if (check.position < head) check.found(check.position, `the log should go on to ${head}`)
  return check.verification()
}

/** Walks the commits in order, and remembers only where the last one ended. */
class LogCheck extends LogFindings {
  position: Position = 0
  #recordedAtMs = 0

  commit(row: CommitRow): void {
    const { _id, last, recordedAt, events } = row
    this.events += events.length
    if (_id !== this.position + 1) this.found(_id, `the position before it is ${this.position}`)
    if (last !== _id + events.length - 1) this.found(_id, `its commit has ${events.length} events and should end at ${last}`)
    if (recordedAt.getTime() < this.#recordedAtMs) this.found(_id, 'it was recorded before its predecessor')
    this.position = _id + events.length - 1
    this.#recordedAtMs = recordedAt.getTime()
    this.#checkEvents(row)
  }

  #checkEvents(row: CommitRow): void {
    const events = row.events.map((json, index) => this.parse(json, row._id + index))
    events.forEach((event, index) => {
      if (event !== undefined) this.#checkEvent(event, events[0]?.commandId ?? event.commandId, row, index)
    })
    if (row.eventIds.length !== row.events.length) this.found(row._id, `its commit has ${row.eventIds.length} event ids`)
    const known = events.filter((event) => event !== undefined)
    if (known.length === events.length) this.#compareTags(row._id, new Set(tagsOf(known)), new Set(row.tags))
  }

  #checkEvent(event: RecordedEvent, commandId: string, { _id, recordedAt, eventIds }: CommitRow, index: number): void {
    const position = _id + index
    const eventId = eventIds[index]
    if (event.position !== position) this.found(position, `its JSON says position ${event.position}`)
    if (event.commandId !== commandId) this.found(position, 'its commandId is not that of its commit')
    if (event.eventId !== eventIdOf(event.commandId, index)) this.found(position, 'its eventId is not derived from its commandId')
    if (eventId !== undefined && event.eventId !== uuidOf(eventId)) this.found(position, `its JSON says eventId ${event.eventId}`)
    if (event.recordedAt !== recordedAt.toISOString()) this.found(position, `its JSON says recordedAt ${event.recordedAt}`)
  }

  #compareTags(first: Position, said: ReadonlySet<string>, indexed: ReadonlySet<string>): void {
    for (const tag of said) if (!indexed.has(tag)) this.found(first, `its tag ${tag} is missing from the index`)
    for (const tag of indexed) if (!said.has(tag)) this.found(first, `the index gives it the tag ${tag}, its JSON doesn't`)
  }
}
