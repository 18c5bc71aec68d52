import { MongoBulkWriteError, MongoServerError } from 'mongodb'
import { isOutOfReach } from '#platform'

const writeConflict = 112

/** Whether the same may go well in a moment: also where another write was in the way, or a part isn't durable yet. */
export const isPassing = (error: unknown): boolean => {
  if (isOutOfReach(error)) return true
  if (error instanceof MongoBulkWriteError && error.result.getWriteConcernError() !== undefined) return true
  return error instanceof MongoServerError && error.code === writeConflict
}
