import { setTimeout as wait } from 'node:timers/promises'
import { Long, MongoServerError, type ClientSession, type Db } from 'mongodb'
import { within } from '#platform'
import { LogMoved, LogUnavailable, NotTheNextCommit } from '../errors.js'
import type { Position } from '../event.js'
import type { StoredCommit } from '../movable-log.js'
import { eventsOfNext, lastPositionOf } from '../stored-commit.js'
import { answered } from './answered.js'
import { closingDocument, storedDocument } from './commit-document.js'
import { Commits, readTimeoutMs, type TailRow } from './commits.js'
import { duplicateKey } from './insert-commits.js'
import { metaOf } from './schema.js'
import { inTransaction } from './transaction.js'

const timeoutMs = 20_000
const pauseMs = 20

/** What is written when a log moves. */
export class LogMover {
  readonly #commits: Commits

  constructor(readonly database: Db) {
    this.#commits = new Commits(database)
  }

  /** In one transaction, so that a closing moves on behind what is stored and never leaves a gap for anybody to write into. */
  async appendStored(commits: readonly StoredCommit[]): Promise<void> {
    const last = commits.at(-1)
    if (last === undefined) return
    await inTransaction(this.database.client, async (session) => {
      const tail = await new Commits(this.database, session).findLast()
      const events = eventsOfNext(commits, { position: tail?.last ?? 0, recordedAt: tail?.recordedAt.toISOString() ?? '' })
      const documents = commits.map((commit, index) => storedDocument(commit, events[index] ?? []))
      const { collection } = this.#commits
      if (tail?.movedTo !== undefined) await collection.deleteOne({ _id: Long.fromNumber(tail._id) }, { session })
      await this.#insert(documents, session)
      if (tail?.movedTo !== undefined) await collection.insertOne(closingDocument(lastPositionOf(last), new Date(last.recordedAt), tail.movedTo), { session })
    })
  }

  async incarnation(): Promise<string> {
    const meta = await answered(() => within(readTimeoutMs, (signal) => metaOf(this.database).findOne({ _id: 'log' }, { readConcern: { level: 'majority' }, signal })))
    if (meta === null) throw new Error('the log has no incarnation')
    return meta.incarnation
  }

  async adoptIncarnation(incarnation: string): Promise<void> {
    const own = await this.incarnation()
    if (own === incarnation) return
    if (((await this.#commits.findLast())?.last ?? 0) > 0) throw new NotTheNextCommit(`the log holds events of its own incarnation ${own}`)
    await answered(() => metaOf(this.database).updateOne({ _id: 'log' }, { $set: { incarnation } }, { writeConcern: { w: 'majority', journal: true } }))
  }

  async closeFor(successor: string): Promise<Position> {
    const deadline = performance.now() + timeoutMs
    for (;;) {
      const tail = await this.#commits.findLast()
      if (tail?.movedTo !== undefined && tail.movedTo !== successor) throw new LogMoved(tail.movedTo)
      if (tail?.movedTo !== undefined) return tail.last
      // Answered from what the majority shows: also after a duplicate key, or an answer that was lost.
      const trouble = await this.#tryToClose(tail, successor)
      if (trouble !== undefined && performance.now() > deadline) throw trouble
      if (trouble !== undefined) await wait(pauseMs)
    }
  }

  async successor(): Promise<string | undefined> {
    return (await this.#commits.findLast())?.movedTo
  }

  async reopen(): Promise<void> {
    for (;;) {
      const tail = await this.#commits.findLast()
      if (tail?.movedTo === undefined) return
      const closing = { _id: Long.fromNumber(tail._id), movedTo: tail.movedTo }
      await answered(() => this.#commits.collection.deleteOne(closing))
    }
  }

  async #tryToClose(tail: TailRow | undefined, successor: string): Promise<LogUnavailable | undefined> {
    try {
      await this.#commits.collection.insertOne(closingDocument(tail?.last ?? 0, tail?.recordedAt ?? new Date(0), successor))
      return undefined
    } catch (error) {
      return new LogUnavailable(String(error), { cause: error })
    }
  }

  async #insert(documents: readonly ReturnType<typeof storedDocument>[], session: ClientSession): Promise<void> {
    try {
      await this.#commits.collection.insertMany([...documents], { session })
    } catch (error) {
      if (error instanceof MongoServerError && error.code === duplicateKey) throw new NotTheNextCommit(`one of the commits is stored already: ${error.message}`)
      throw error
    }
  }
}
