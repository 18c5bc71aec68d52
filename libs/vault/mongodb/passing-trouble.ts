import { MongoBulkWriteError, MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError, MongoWriteConcernError } from 'mongodb'
import { NoAnswer } from '#platform'

const labels = ['RetryableWriteError', 'TransientTransactionError', 'UnknownTransactionCommitResult']

/** The server's codes for: not primary, shutting down, network, an election under way, not durable yet, a conflict, too slow. */
const codes: ReadonlySet<unknown> = new Set([6, 7, 50, 64, 89, 91, 112, 134, 189, 246, 262, 9001, 10107, 11600, 11602, 13435, 13436])

/** What the driver says by itself of a client whose first connecting failed, and of one that has too much to do. */
const ownWords: ReadonlySet<string> = new Set(['MongoTopologyClosedError', 'MongoNotConnectedError', 'MongoWaitQueueTimeoutError'])

/** Whether the same may go well in a moment: no primary, no connection, an answer that says no more than that it isn't known. */
export const isPassing = (error: unknown): boolean => {
  if (error instanceof NoAnswer || error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true
  if (error instanceof MongoWriteConcernError || (error instanceof MongoError && ownWords.has(error.name))) return true
  if (error instanceof MongoBulkWriteError && error.result.getWriteConcernError() !== undefined) return true
  if (error instanceof MongoError && labels.some((label) => error.hasErrorLabel(label))) return true
  return error instanceof MongoServerError && codes.has(error.code)
}
