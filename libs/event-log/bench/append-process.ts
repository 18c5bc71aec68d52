import { openMongo } from '#platform'
import { openMongoEventLog } from '../mongodb/mongo-event-log.js'
import { Deciding } from './deciding.js'

// A process that appends to a log in MongoDB by so many callers, for a while, and tells how long each commit took:
// append-process.js <uri> <callers> <seconds>. It begins when it is told anything, and counts when it is warm.

const warmUpMs = 3_000

/** Sorted, in milliseconds. */
export interface Measured {
  readonly latenciesMs: readonly number[]
}

const [uri = '', callers, seconds] = process.argv.slice(2)
const mongo = openMongo(uri)
const log = await openMongoEventLog({ database: mongo.database('log') })
const deciding = new Deciding(log)
const latenciesMs: number[] = []

async function call(from: number, until: number): Promise<void> {
  for (let started = performance.now(); started < until; started = performance.now()) {
    await deciding.append()
    const ended = performance.now()
    if (ended >= from && ended < until) latenciesMs.push(ended - started)
  }
}

process.once('message', () => {
  const from = performance.now() + warmUpMs
  const until = from + Number(seconds) * 1_000
  void Promise.all(Array.from({ length: Number(callers) }, () => call(from, until))).then(async () => {
    // Until it is gone: to disconnect before would tear it.
    await new Promise((sent) => process.send?.({ latenciesMs: latenciesMs.sort((one, other) => one - other) } satisfies Measured, undefined, undefined, sent))
    await log.close()
    await mongo.close()
    process.disconnect()
  })
})
process.send?.('ready')
