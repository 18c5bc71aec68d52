import { setTimeout as wait } from 'node:timers/promises'
import { MongoError, type ClientSession, type MongoClient } from 'mongodb'
import { LogUnavailable, OutcomeUnknown } from '../errors.js'

const timeoutMs = 20_000
const stepTimeoutMs = 5_000
const pauseMs = 20

/** Does the work in one transaction by the majority, again where others were in its way; ends within a bound. */
export async function inTransaction(client: MongoClient, work: (session: ClientSession) => Promise<void>): Promise<void> {
  const deadline = performance.now() + timeoutMs
  const session = client.startSession()
  try {
    while (!(await attempt(session, work, deadline))) await wait(pauseMs)
  } finally {
    await session.endSession()
  }
}

/** False when it was undone and is worth another attempt. */
async function attempt(session: ClientSession, work: (session: ClientSession) => Promise<void>, deadline: number): Promise<boolean> {
  session.startTransaction({ readConcern: { level: 'majority' }, writeConcern: { w: 'majority', journal: true, wtimeoutMS: stepTimeoutMs }, maxCommitTimeMS: stepTimeoutMs })
  try {
    await work(session)
  } catch (error) {
    await session.abortTransaction().catch(() => undefined)
    if (isLabelled(error, 'TransientTransactionError') && performance.now() < deadline) return false
    throw error instanceof MongoError ? new LogUnavailable(String(error), { cause: error }) : error
  }
  return commit(session, deadline)
}

/** Whether a commit that was not answered took place is found out by sending it again. */
async function commit(session: ClientSession, deadline: number): Promise<boolean> {
  for (;;) {
    try {
      await session.commitTransaction()
      return true
    } catch (error) {
      const isUnknown = isLabelled(error, 'UnknownTransactionCommitResult')
      if (performance.now() >= deadline) throw isUnknown ? new OutcomeUnknown(String(error), { cause: error }) : new LogUnavailable(String(error), { cause: error })
      if (isLabelled(error, 'TransientTransactionError')) return false
      if (!isUnknown) throw new LogUnavailable(String(error), { cause: error })
      await wait(pauseMs)
    }
  }
}

const isLabelled = (error: unknown, label: string): boolean => error instanceof MongoError && error.hasErrorLabel(label)
