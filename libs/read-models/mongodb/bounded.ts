import { isOutOfReach, within } from '#platform'
import { ViewsUnavailable } from '../view-store.js'

/** `ViewsUnavailable` in place of an error that says no more than that the server can't be reached; others as they are. */
const unavailableOr = (error: unknown): unknown => (isOutOfReach(error) ? new ViewsUnavailable(`the views can't be reached: ${String(error)}`, { cause: error }) : error)

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
