import { once } from 'node:events'
import { matchViewsToLog, ProjectionEngine } from '#read-models'
import { counterModel } from './counters.js'
import { SeenFile } from './seen.js'
import { endWithParent } from './started-process.js'
import { openStores, untilAvailable } from './stores.js'

// A process that follows the log from its place, writes down what it sees, and keeps a read model, until it is told to end or is killed.
// follower-process.js <uri> <application> <file of what was seen>

const leaseMs = 1_000

const [, , uri, application, file] = process.argv
if (uri === undefined || application === undefined || file === undefined) throw new Error('follower-process.js <uri> <application> <file>')
endWithParent()
const ending = new AbortController()
void once(process, 'SIGTERM').then(() => ending.abort())

const seen = new SeenFile(file)
await using stores = await openStores(uri, { appName: application })

await untilAvailable(() => matchViewsToLog(stores.views, stores.log), ending.signal)
const engine = new ProjectionEngine({ log: stores.log, store: stores.views, models: [counterModel], leaseMs })
engine.start()
await untilAvailable(async () => {
  for await (const events of stores.log.follow(seen.place, ending.signal)) seen.write(events)
}, ending.signal)
await engine.stop()
