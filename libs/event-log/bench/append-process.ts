import { openMongo } from '#platform'
import { openMongoEventLog } from '../mongodb/mongo-event-log.js'
import { commitOf } from './append.js'

// A process that appends to a log in MongoDB by so many callers, for a while, and tells how many commits it had stored and
// how long they took: append-process.js <uri> <callers> <seconds>. It begins when it is told anything.

/** Sorted, in milliseconds. */
export interface Measured {
  readonly latenciesMs: readonly number[]
}

const [uri = '', callers, seconds] = process.argv.slice(2)
const mongo = openMongo(uri)
const log = await openMongoEventLog({ database: mongo.database('log') })
const latenciesMs: number[] = []

async function call(until: number): Promise<void> {
  while (performance.now() < until) {
    const started = performance.now()
    await log.append(commitOf(latenciesMs.length))
    latenciesMs.push(performance.now() - started)
  }
}

process.once('message', () => {
  const until = performance.now() + Number(seconds) * 1_000
  void Promise.all(Array.from({ length: Number(callers) }, () => call(until))).then(async () => {
    process.send?.({ latenciesMs: latenciesMs.sort((one, other) => one - other) } satisfies Measured)
    await log.close()
    await mongo.close()
    process.disconnect()
  })
})
process.send?.('ready')
