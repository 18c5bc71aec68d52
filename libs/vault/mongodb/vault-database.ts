import { setTimeout as pause } from 'node:timers/promises'
import { ReadConcern } from 'mongodb'
import type { ClientSession, Collection, Db, Document, Timestamp, TransactionOptions } from 'mongodb'
import { within } from '#platform'
import { VaultUnavailable } from '../errors.js'
import { isPassing } from './passing-trouble.js'

/** A frozen server doesn't answer at all: then it is another's turn, if one has been elected. */
const attemptMs = 3_000
const longestMs = 10_000
const longestPauseMs = 200

const lasting = { writeConcern: { w: 'majority', journal: true }, readPreference: 'primary' } as const
const inTransactions: TransactionOptions = { ...lasting, readConcern: { level: 'snapshot' } }

/** Work on the database; given up, it must not commit any more. */
type Work<T> = (session: ClientSession) => Promise<T>

/**
 * The vault's database. What is done to it can be repeated, so it is, for a bounded time; after that `VaultUnavailable`.
 * Every read is at least as new as what this process has seen: a new primary, too, would for a moment answer with less.
 */
export class VaultDatabase {
  private readonly database: Db
  private seen: Timestamp | undefined
  private turn: Promise<unknown> = Promise.resolve()

  constructor(database: Db) {
    this.database = database.client.db(database.databaseName, { ...lasting, readConcern: new ReadConcern('majority') })
  }

  collection<T extends Document>(name: string): Collection<T> {
    return this.database.collection<T>(name)
  }

  run<T>(work: Work<T>): Promise<T> {
    return this.repeat((_signal, session) => work(session), performance.now() + longestMs)
  }

  /** All of it or nothing. Those of one process take turns, since they would only undo each other. */
  transaction<T>(work: Work<T>): Promise<T> {
    const giveUpAt = performance.now() + longestMs
    const done = this.turn.then(() => this.repeat((signal, session) => committed(work, signal, session), giveUpAt))
    this.turn = done.catch(() => undefined)
    return done
  }

  /** Resolves when no transaction waits any more. */
  async settled(): Promise<void> {
    await this.turn
  }

  private async repeat<T>(work: (signal: AbortSignal, session: ClientSession) => Promise<T>, giveUpAt: number): Promise<T> {
    let cause: unknown
    for (let attempt = 1; ; attempt++) {
      const leftMs = giveUpAt - performance.now()
      if (leftMs <= 0) throw new VaultUnavailable('the vault does not answer', { cause })
      try {
        // The driver has no bound of its own that holds for every operation.
        return await within(Math.min(attemptMs, leftMs), (signal) => this.inSession(signal, work))
      } catch (error) {
        if (!isPassing(error)) throw error
        cause = error
      }
      await pause(Math.random() * Math.min(longestPauseMs, 10 * 2 ** attempt))
    }
  }

  private async inSession<T>(signal: AbortSignal, work: (signal: AbortSignal, session: ClientSession) => Promise<T>): Promise<T> {
    const session = this.database.client.startSession({ causalConsistency: true })
    if (this.seen) session.advanceOperationTime(this.seen)
    try {
      return await work(signal, session)
    } finally {
      const { operationTime } = session
      if (operationTime && (!this.seen || operationTime.greaterThan(this.seen))) this.seen = operationTime
      await session.endSession()
    }
  }
}

const committed = async <T>(work: Work<T>, signal: AbortSignal, session: ClientSession): Promise<T> => {
  session.startTransaction(inTransactions)
  try {
    const result = await work(session)
    signal.throwIfAborted()
    await session.commitTransaction()
    return result
  } catch (error) {
    if (session.inTransaction()) await session.abortTransaction()
    throw error
  }
}
