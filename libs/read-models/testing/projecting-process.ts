import { setTimeout } from 'node:timers/promises'
import { openSqliteEventLog } from '#event-log/sqlite/index'
import { openMongo } from '#platform'
import { ProjectionEngine } from '../engine.js'
import { openMongoViewStore } from '../mongodb/mongo-view-store.js'
import { openSqliteViewStore } from '../sqlite/sqlite-view-store.js'
import { toyModel } from './toy.js'

// A process that projects, or waits to, until it is killed, and says which: started with the words of a `ViewsPlace`.
const [, , kind, logFile, views] = process.argv
if (kind === undefined || logFile === undefined || views === undefined) throw new Error('a kind of store, a log file and where the views are')
const engine = new ProjectionEngine({
  log: await openSqliteEventLog({ file: logFile }),
  store: await (kind === 'mongodb' ? openMongoViewStore({ database: openMongo(views).database('views') }) : openSqliteViewStore({ file: views })),
  models: [toyModel()],
  leaseMs: 400,
  limits: { addedBytes: 20_000, changedBytes: 40_000, keptBytes: 10_000, fillingBytes: 100_000 },
})
engine.start()
process.stdout.write('started\n')
for (let wasLeading = false; ; await setTimeout(5)) {
  if (engine.isLeading === wasLeading) continue
  wasLeading = engine.isLeading
  process.stdout.write(wasLeading ? 'leading\n' : 'waiting\n')
}
