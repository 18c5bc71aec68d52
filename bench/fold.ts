import { join } from 'node:path'
import { foldWithEngine, foldWithPlainLoop, prepareFoldLog } from '../libs/read-models/bench/fold.js'
import { inFolder } from './append.js'
import type { Comparison } from './rounds.js'

const events = 200_000
const households = 10_000

/** A log of 200,000 handovers for 10,000 households, and both ways of folding it. */
export const withFoldComparison = <Result>(work: (comparison: Comparison) => Promise<Result>): Promise<Result> =>
  inFolder(async (folder) => {
    const log = join(folder, 'log.db')
    await prepareFoldLog(log, { events, households })
    return work({
      name: `folding ${events.toLocaleString('en')} events into household histories`,
      unit: 'events/s',
      target: { atLeast: 0.5 },
      ours: { name: 'the engine', run: () => inFolder((views) => foldWithEngine(log, join(views, 'views.db'))) },
      baseline: { name: 'a plain loop', run: () => inFolder((views) => foldWithPlainLoop(log, join(views, 'views.db'))) },
    })
  })
