import { openSqlite } from '#platform'
import type { SqliteDatabase } from '#platform'
import { canonicalCommit } from '../canonical-commit.js'
import { CommandIdReused, LogUnavailable } from '../errors.js'
import type { Appended, Commit, EventLog, Query } from '../event-log.js'
import type { Position, RecordedEvent } from '../event.js'
import type { Verification } from '../movable-log.js'
import { EventRows, type CommitKey } from './event-rows.js'
import { appendedOf } from '../outcome.js'
import { positionAt } from './position-at.js'
import { readPages } from './read-pages.js'
import { getMeta, laySchema } from './schema.js'
import { TailWatch } from './tail-watch.js'
import { verifyLog } from './verify-log.js'
import { Writer } from './writer.js'

export interface SqliteEventLogOptions {
  readonly file: string
  /** What `recordedAt` is taken from; the system's clock unless given. */
  readonly clock?: () => Date
  /** How long an append waits for another process's turn before `LogUnavailable`. */
  readonly lockTimeoutMs?: number
}

export interface SqliteEventLog extends EventLog {
  /** Compares every event with what stands beside it; `onProgress` is told the position reached. */
  verify(onProgress?: (position: Position) => void): Promise<Verification>
}

/** Opens the log in a file, which is created when missing. Other processes may have it open. */
export async function openSqliteEventLog(options: SqliteEventLogOptions): Promise<SqliteEventLog> {
  const database = openSqlite(options.file, { synchronous: 'FULL', cacheKib: 65_536, pageBytes: 2_048 })
  try {
    laySchema(database)
    // Everything is written by the writer thread's own connection.
    database.exec('PRAGMA query_only = ON')
    return new OpenSqliteEventLog(database, options)
  } catch (error) {
    database.close()
    throw error
  }
}

class OpenSqliteEventLog implements SqliteEventLog {
  readonly #database: SqliteDatabase
  readonly #rows: EventRows
  readonly #tail: TailWatch
  readonly #writer: Writer
  readonly #closing = new AbortController()

  constructor(database: SqliteDatabase, { file, clock, lockTimeoutMs = 10_000 }: SqliteEventLogOptions) {
    this.#database = database
    this.#rows = new EventRows(database)
    this.#tail = new TailWatch(() => this.#rows.dataVersion())
    this.#writer = new Writer({ file, clock, lockTimeoutMs, lookUp: (commit) => this.#rows.outcomesOf([commit])[0] })
  }

  async append(commit: Commit): Promise<Appended> {
    const canonical = canonicalCommit(commit)
    const outcome = await this.#writer.append(canonical)
    if (outcome.kind === 'appended') this.#tail.wake()
    return appendedOf(outcome, canonical)
  }

  async findOutcomes(commits: readonly CommitKey[]): Promise<(Appended | CommandIdReused | undefined)[]> {
    return this.#open().outcomesOf(commits).map((outcome, index) => {
      const { commandId } = commits[index] as CommitKey
      if (outcome?.kind === 'command-id-reused') return new CommandIdReused(commandId)
      return outcome && { ...appendedOf(outcome, { commandId, events: [] }), repeated: true }
    })
  }

  async *read(query: Query): AsyncGenerator<RecordedEvent[]> {
    yield* readPages(this.#open(), query)
  }

  async findEvent(eventId: string): Promise<RecordedEvent | undefined> {
    const json = this.#open().jsonOf(eventId)
    return json === undefined ? undefined : (JSON.parse(json) as RecordedEvent)
  }

  async head(): Promise<Position> {
    return this.#open().head()
  }

  async positionAt(instant: string): Promise<Position> {
    return positionAt(this.#open(), instant)
  }

  async *follow(after: Position, signal: AbortSignal): AsyncGenerator<RecordedEvent[]> {
    const ending = AbortSignal.any([signal, this.#closing.signal])
    let position = after
    while (!ending.aborted) {
      const { changes } = this.#tail
      for await (const batch of readPages(this.#open(), { after: position }, ending)) {
        yield batch
        if (ending.aborted) return
        position = batch[batch.length - 1]?.position ?? position
      }
      await this.#tail.changedSince(changes, ending)
    }
  }

  async incarnation(): Promise<string> {
    this.#open()
    return getMeta(this.#database, 'incarnation')
  }

  verify(onProgress?: (position: Position) => void): Promise<Verification> {
    return verifyLog(this.#database, onProgress)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#writer.close()
    if (this.#database.isOpen) this.#database.close()
  }

  #open(): EventRows {
    if (this.#closing.signal.aborted) throw new LogUnavailable('the log is closed')
    return this.#rows
  }
}
