import { sleep } from './sleep.js'
import { sqliteBusy, sqliteCodeOf } from './sqlite.js'

/** What a file is opened with whose writers wait by `whenFree`: SQLite's own waiting blocks the whole process, so it is kept short. */
export const blockingWaitMs = 20

const longestWaitMs = 10_000

/** Tries again while another process writes, up to a bound; then throws what `late` makes of it. */
export const whenFree = async <Result>(attempt: () => Result, late: (cause: unknown) => Error): Promise<Result> => {
  const giveUpAt = performance.now() + longestWaitMs
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (sqliteCodeOf(error) !== sqliteBusy) throw error
      if (performance.now() > giveUpAt) throw late(error)
    }
    await sleep(2 + Math.random() * 10)
  }
}
