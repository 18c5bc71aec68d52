import { foldWithEngineOnMongo, foldWithPlainLoopOnMongo, prepareMongoFoldLog } from '../libs/read-models/bench/fold-mongo.js'
import { newMongoUnderTest } from '../test/servers/mongo-under-test.js'
import { onMongod } from './on-mongod.js'
import type { Comparison } from './rounds.js'

const events = 200_000
const households = 10_000

/** A log of 200,000 handovers for 10,000 households, and both ways of folding it, on one mongod. */
export const withMongoFoldComparison = <Result>(work: (comparison: Comparison) => Promise<Result>): Promise<Result> =>
  onMongod(async (server) => {
    const { uri, remove } = newMongoUnderTest(server)
    try {
      await prepareMongoFoldLog(uri, { events, households })
      return await work({
        name: `on MongoDB: folding ${events.toLocaleString('en')} events into household histories`,
        unit: 'events/s',
        target: { atLeast: 0.5 },
        ours: { name: 'the engine', run: () => foldWithEngineOnMongo(uri) },
        baseline: { name: 'a plain loop over a raw cursor', run: () => foldWithPlainLoopOnMongo(uri) },
      })
    } finally {
      await remove()
    }
  })
