import { MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError, MongoWriteConcernError } from 'mongodb'
import { NoAnswer } from './within.js'

/** The server's codes for: not primary, shutting down, network, an election under way, not durable yet, too slow. */
export const outOfReachCodes: ReadonlySet<unknown> = new Set([6, 7, 50, 64, 89, 91, 134, 189, 246, 262, 9_001, 10_107, 11_600, 11_602, 13_435, 13_436])

const labels = ['RetryableWriteError', 'TransientTransactionError', 'UnknownTransactionCommitResult']

/** What the driver says by itself of a client whose first connecting failed, and of one that has too much to do. */
const driverWords: ReadonlySet<string> = new Set(['MongoTopologyClosedError', 'MongoNotConnectedError', 'MongoWaitQueueTimeoutError'])

/** Whether an error says no more than that this can't be done now: there is no primary, connection or answer. In a moment there may be. */
export const isOutOfReach = (error: unknown): boolean => {
  if (error instanceof NoAnswer || error instanceof MongoNetworkError || error instanceof MongoServerSelectionError || error instanceof MongoWriteConcernError) return true
  if (!(error instanceof MongoError)) return false
  if (driverWords.has(error.name) || labels.some((label) => error.hasErrorLabel(label))) return true
  return error instanceof MongoServerError && outOfReachCodes.has(error.code)
}
