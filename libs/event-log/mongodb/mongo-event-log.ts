import { setTimeout as wait } from 'node:timers/promises'
import type { ClientSession, Db } from 'mongodb'
import { within } from '#platform'
import { canonicalCommit } from '../canonical-commit.js'
import { CommandIdReused, LogUnavailable } from '../errors.js'
import type { Appended, Commit, Query } from '../event-log.js'
import type { Position, RecordedEvent } from '../event.js'
import type { MovableLog, StoredCommit, Verification } from '../movable-log.js'
import { eventIdOf } from '../event-id.js'
import { appendedOf, eventIdsOf } from '../outcome.js'
import { BatchStore } from './batch-store.js'
import { binaryOf, uuidOf } from './commit-document.js'
import { answered } from './answered.js'
import { Commits, readTimeoutMs, type CommitRow } from './commits.js'
import { KnownTail } from './known-tail.js'
import { LogMover } from './log-mover.js'
import { positionAt } from './position-at.js'
import { PrimaryWatch } from './primary-watch.js'
import { readPages } from './read-pages.js'
import { checkSchema } from './schema.js'
import { readStoredCommits } from './stored-commits.js'
import { TailWatch } from './tail-watch.js'
import { Turns } from './turns.js'
import { verifyLog } from './verify-log.js'
import { WriterClock } from './writer-clock.js'
import { Writer } from './writer.js'

export interface MongoEventLogOptions {
  /** Migrated; its client is not closed with the log. */
  readonly database: Db
  /** What `recordedAt` is taken from; the system's clock unless given. */
  readonly clock?: () => Date
  /** What that clock is compared with; the server's unless given. */
  readonly serverClock?: () => Promise<Date>
  /** How long an append may take before it is answered with `LogUnavailable` or `OutcomeUnknown`. */
  readonly appendTimeoutMs?: number
}

const pauseMs = 250
const clockTimeoutMs = 5_000

/** Opens the log in a database of a replica set. Other processes may have it open. */
export async function openMongoEventLog(options: MongoEventLogOptions): Promise<MovableLog> {
  const { database } = options
  await answered(() => within(readTimeoutMs, (signal) => checkSchema(database, signal)))
  const session = database.client.startSession({ causalConsistency: true })
  const tail = new KnownTail(new Commits(database, session))
  await tail.readOn()
  return new OpenMongoEventLog(options, session, tail)
}

class OpenMongoEventLog implements MovableLog {
  readonly #commits: Commits
  readonly #watch: TailWatch
  readonly #writer: Writer
  readonly #mover: LogMover
  readonly #closing = new AbortController()

  constructor({ database, clock = () => new Date(), serverClock = () => serverClockOf(database), appendTimeoutMs = 10_000 }: MongoEventLogOptions, readonly session: ClientSession, readonly tail: KnownTail) {
    this.#commits = new Commits(database)
    this.#watch = new TailWatch(this.#commits)
    this.#mover = new LogMover(database)
    this.#writer = new Writer(new BatchStore(tail, new WriterClock({ clock, serverClock }), new Turns(database), new PrimaryWatch(database.client)), appendTimeoutMs)
  }

  async append(commit: Commit): Promise<Appended> {
    const canonical = canonicalCommit(commit)
    const outcome = await this.#writer.append(canonical)
    if (outcome.kind === 'appended') this.#watch.wake(outcome.lastPosition)
    return appendedOf(outcome, canonical)
  }

  async findOutcomes(commits: readonly Pick<Commit, 'commandId' | 'fingerprint'>[]): Promise<(Appended | CommandIdReused | undefined)[]> {
    const firstIds = commits.map(({ commandId }) => eventIdOf(commandId, 0))
    const rows = await this.#open().findOutcomes(firstIds)
    const found = new Map(rows.map((row) => [row.eventIds[0] === undefined ? '' : uuidOf(row.eventIds[0]), row]))
    return commits.map(({ commandId, fingerprint }, index) => {
      const row = found.get(firstIds[index] ?? '')
      if (row === undefined) return undefined
      if (row.fingerprint !== fingerprint) return new CommandIdReused(commandId)
      const { _id, last, recordedAt } = row
      return { firstPosition: _id, lastPosition: last, eventIds: eventIdsOf(commandId, last - _id + 1), recordedAt: recordedAt.toISOString(), repeated: true }
    })
  }

  async *read(query: Query): AsyncGenerator<RecordedEvent[]> {
    yield* readPages(this.#open(), query, (position) => this.tail.recent.hasPlaceAt(position))
  }

  async findEvent(eventId: string): Promise<RecordedEvent | undefined> {
    if (!isUuid.test(eventId)) return undefined
    const [row] = await this.#open().find<Pick<CommitRow, 'eventIds' | 'events'>>({ eventIds: binaryOf(eventId) }, { projection: { eventIds: 1, events: 1 } })
    const json = row?.events[row.eventIds.findIndex((each) => uuidOf(each) === eventId)]
    return json === undefined ? undefined : (JSON.parse(json) as RecordedEvent)
  }

  async head(): Promise<Position> {
    return (await this.#open().findLast())?.last ?? 0
  }

  positionAt(instant: string): Promise<Position> {
    return positionAt(this.#open(), instant)
  }

  /** Goes on by itself when the servers are back: what it waits for is more, not an answer. */
  async *follow(after: Position, signal: AbortSignal): AsyncGenerator<RecordedEvent[]> {
    const ending = AbortSignal.any([signal, this.#closing.signal])
    let position = after
    while (!ending.aborted) {
      const { changes } = this.#watch
      try {
        for await (const batch of readPages(this.#commits, { after: position }, (each) => each === position && position !== after)) {
          if (ending.aborted) return
          yield batch
          if (ending.aborted) return
          position = batch[batch.length - 1]?.position ?? position
        }
      } catch (error) {
        if (!(error instanceof LogUnavailable)) throw error
        await wait(pauseMs, undefined, { signal: ending }).catch(() => undefined)
        continue
      }
      await this.#watch.changedSince(changes, ending)
    }
  }

  async incarnation(): Promise<string> {
    this.#open()
    return this.#mover.incarnation()
  }

  verify(onProgress?: (position: Position) => void): Promise<Verification> {
    return verifyLog(this.#open(), onProgress)
  }

  async *storedCommits(after: Position): AsyncGenerator<StoredCommit[]> {
    yield* readStoredCommits(this.#open(), after)
  }

  async appendStored(commits: readonly StoredCommit[]): Promise<void> {
    this.#open()
    await this.#mover.appendStored(commits)
    this.#watch.wakeAll()
  }

  async adoptIncarnation(incarnation: string): Promise<void> {
    this.#open()
    await this.#mover.adoptIncarnation(incarnation)
  }

  async closeFor(successor: string): Promise<Position> {
    this.#open()
    return this.#mover.closeFor(successor)
  }

  async successor(): Promise<string | undefined> {
    this.#open()
    return this.#mover.successor()
  }

  async reopen(): Promise<void> {
    this.#open()
    await this.#mover.reopen()
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#writer.close()
    await this.#watch.close()
    await this.session.endSession()
  }

  #open(): Commits {
    if (this.#closing.signal.aborted) throw new LogUnavailable('the log is closed')
    return this.#commits
  }
}

const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

async function serverClockOf({ client }: Db): Promise<Date> {
  const { localTime } = await within(clockTimeoutMs, (signal) => client.db('admin').command({ hello: 1 }, { signal }))
  return localTime as Date
}
