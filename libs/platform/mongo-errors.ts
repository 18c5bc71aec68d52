import { MongoBulkWriteError, MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError, MongoWriteConcernError } from 'mongodb'
import { NoAnswer } from './within.js'

/** The server's codes for: not primary, shutting down, network, an election under way, not durable yet, too slow. */
export const outOfReachCodes: ReadonlySet<unknown> = new Set([6, 7, 50, 64, 89, 91, 134, 189, 246, 262, 9_001, 10_107, 11_600, 11_602, 13_435, 13_436])

const labels = ['RetryableWriteError', 'TransientTransactionError', 'UnknownTransactionCommitResult']

/** What the driver says by itself of a client whose first connecting failed, and of one that has too much to do. */
const driverWords: ReadonlySet<string> = new Set(['MongoTopologyClosedError', 'MongoNotConnectedError', 'MongoWaitQueueTimeoutError'])

/** Whether an error says no more than that this can't be done now: there is no primary, connection or answer. In a moment there may be. */
export const isOutOfReach = (thrown: unknown): boolean => {
  const error = unwrapped(thrown)
  if (error instanceof NoAnswer || error instanceof MongoNetworkError || error instanceof MongoServerSelectionError || error instanceof MongoWriteConcernError) return true
  if (!(error instanceof MongoError)) return false
  if (driverWords.has(error.name) || labels.some((label) => error.hasErrorLabel(label))) return true
  return error instanceof MongoServerError && outOfReachCodes.has(error.code)
}

/** A bulk write wraps whatever ended it but the server's answers to its writes: a lost connection too, by another name. */
const unwrapped = (error: unknown): unknown => (error instanceof MongoBulkWriteError && error.errorResponse instanceof Error ? error.errorResponse : error)

/** A document with that key, or with that value of a unique index, is there already. */
export const duplicateKey = 11_000

/** Another write of the same document was under way. */
export const writeConflict = 112

export const isServerError = (error: unknown, code: number): error is MongoServerError => error instanceof MongoServerError && error.code === code

/** Which of the writes of an unordered bulk met a key that is there; every other error is thrown. */
export const withoutDuplicates = async (write: () => Promise<unknown>): Promise<number[]> => {
  try {
    await write()
    return []
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError() !== undefined) throw error
    const errors = error.result.getWriteErrors()
    if (errors.length === 0 || errors.some(({ code }) => code !== duplicateKey)) throw error
    return errors.map(({ index }) => index)
  }
}
