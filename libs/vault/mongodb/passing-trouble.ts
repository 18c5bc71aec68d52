import { MongoBulkWriteError } from 'mongodb'
import { isOutOfReach, isServerError, writeConflict } from '#platform'

/** Whether the same may go well in a moment: also where another write was in the way, or a part isn't durable yet. */
export const isPassing = (error: unknown): boolean => {
  if (isOutOfReach(error)) return true
  if (error instanceof MongoBulkWriteError && error.result.getWriteConcernError() !== undefined) return true
  return isServerError(error, writeConflict)
}
