import { MongoDriverError, MongoNetworkError, MongoServerError, MongoServerSelectionError, MongoWriteConcernError } from 'mongodb'
import { within } from '#platform'
import { ViewsUnavailable } from '../view-store.js'

/** Server errors that say that this member can't do it now: another one may, or the same one later. */
const passingCodes: ReadonlySet<unknown> = new Set([
  6, 7, 50, 64, 89, 91, 134, 189, 246, 262, 9001, 10107, 11600, 11602, 13435, 13436,
])
const passingLabels = ['RetryableWriteError', 'TransientTransactionError', 'UnknownTransactionCommitResult']

/** What the driver says by itself of a client whose first connecting failed, and of one that has too much to do. */
const driverWords: ReadonlySet<string> = new Set(['MongoTopologyClosedError', 'MongoNotConnectedError', 'MongoWaitQueueTimeoutError'])

/** `ViewsUnavailable` in place of an error that says no more than that the server can't be reached; others as they are. */
const unavailableOr = (error: unknown): unknown => (isPassing(error) ? new ViewsUnavailable(`the views can't be reached: ${String(error)}`, { cause: error }) : error)

const isPassing = (error: unknown): boolean => {
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError || error instanceof MongoWriteConcernError) return true
  if (error instanceof MongoServerError) return passingCodes.has(error.code) || passingLabels.some((label) => error.hasErrorLabel(label))
  return error instanceof MongoDriverError && driverWords.has(error.name)
}

/**
 * Bounds an operation, since a server that is frozen answers nothing and the driver would wait. What was given up may still
 * be done by the server later, which does no harm to a store whose writes are fenced.
 */
export const bounded = async <Result>(timeoutMs: number, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await within(timeoutMs, work, () => new ViewsUnavailable(`the views did not answer within ${timeoutMs} ms`))
  } catch (error) {
    throw unavailableOr(error)
  }
}
