import { ConfigurationError } from '#platform'
import { LogUnavailable } from '../errors.js'

/** The work's result; a server that gives none makes the log unavailable, whichever way the driver says so. */
export async function answered<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ConfigurationError) throw error
    throw new LogUnavailable(String(error), { cause: error })
  }
}
