import { openSqliteEventLog } from '#event-log/sqlite/index'
import { ProjectionEngine } from '../engine.js'
import { openSqliteViewStore } from '../sqlite/sqlite-view-store.js'
import { toyModel } from './toy.js'

// A process that projects until it is killed: started by kill.spec.ts with the log's and the views' file.
const [, , logFile, viewsFile] = process.argv
if (logFile === undefined || viewsFile === undefined) throw new Error('a log and a views file')
const engine = new ProjectionEngine({
  log: await openSqliteEventLog({ file: logFile }),
  store: await openSqliteViewStore({ file: viewsFile }),
  models: [toyModel()],
  leaseMs: 100,
  limits: { addedBytes: 20_000, changedBytes: 40_000, keptBytes: 10_000, fillingBytes: 100_000 },
})
engine.start()
process.stdout.write('started\n')
