import { Long, type Binary, type ClientSession, type Collection, type Db, type Filter, type FindOptions } from 'mongodb'
import { within } from '#platform'
import { LogUnavailable } from '../errors.js'
import type { Position } from '../event.js'
import { binaryOf, type ClosingDocument, type CommitDocument } from './commit-document.js'

/** A commit or a closing as the driver gives it back: positions as numbers. */
export interface CommitRow {
  readonly _id: Position
  readonly last: Position
  readonly recordedAt: Date
  readonly fingerprint: string
  readonly eventIds: readonly Binary[]
  readonly tags: readonly string[]
  readonly events: readonly string[]
  readonly movedTo?: string
}

export type TailRow = Pick<CommitRow, '_id' | 'last' | 'recordedAt' | 'movedTo'>

/** What others need of a commit to check their conditions against it; a closing has neither tags nor ids. */
export type RecentRow = TailRow & Partial<Pick<CommitRow, 'tags' | 'eventIds'>>

export type OutcomeRow = Pick<CommitRow, '_id' | 'last' | 'recordedAt' | 'fingerprint' | 'eventIds'>

export const readTimeoutMs = 8_000

/** The collection of commits: every read sees what the majority has, and ends within a bound. */
export class Commits {
  readonly #collection: Collection<CommitDocument | ClosingDocument>

  /** Reads of one session never go back behind what it has seen or was told, whichever server answers. */
  constructor(readonly database: Db, readonly session?: ClientSession) {
    this.#collection = database.collection('commits', {
      readConcern: { level: 'majority' }, readPreference: 'primary', writeConcern: { w: 'majority', journal: true },
    })
  }

  get collection(): Collection<CommitDocument | ClosingDocument> {
    return this.#collection
  }

  async find<Row>(filter: Filter<CommitDocument>, options: FindOptions): Promise<Row[]> {
    try {
      const bounds = { maxTimeMS: readTimeoutMs, ...(this.session && { session: this.session }) }
      // By itself a server's first batch ends at 101.
      const batchSize = options.limit === undefined ? {} : { batchSize: options.limit }
      // A closing has none of the fields that are asked for, but those that it shares with a commit.
      const read = (signal: AbortSignal) => this.#collection.find(filter as Filter<CommitDocument | ClosingDocument>, { ...options, ...batchSize, ...bounds, signal }).toArray()
      return (await within(readTimeoutMs, read)) as unknown as Row[]
    } catch (error) {
      throw new LogUnavailable(String(error), { cause: error })
    }
  }

  async findLast(): Promise<TailRow | undefined> {
    const [row] = await this.find<TailRow>({}, { sort: { _id: -1 }, limit: 1, projection: { last: 1, recordedAt: 1, movedTo: 1 } })
    return row
  }

  /** The commits after a position that is the last of one, in order. */
  findRecent(after: Position, limit: number): Promise<RecentRow[]> {
    const projection = { last: 1, recordedAt: 1, movedTo: 1, tags: 1, eventIds: { $slice: 1 } }
    return this.find<RecentRow>({ _id: { $gt: Long.fromNumber(after) } }, { sort: { _id: 1 }, limit, projection })
  }

  /** The commits that begin with these events, so those of their commands; `eventIds` holds the first one. */
  findOutcomes(firstEventIds: readonly string[]): Promise<OutcomeRow[]> {
    const projection = { last: 1, recordedAt: 1, fingerprint: 1, eventIds: { $slice: 1 } }
    return this.find<OutcomeRow>({ eventIds: { $in: firstEventIds.map(binaryOf) } }, { projection })
  }
}
