import { doAppendWork } from '../../contract/append-work.js'
import { openSqliteEventLog } from '../sqlite-event-log.js'

// Test support: append-process.js <file> count <times> | append-process.js <file> append

const [file, task, times] = process.argv.slice(2)
if (file === undefined) throw new Error('a file is needed')
const log = await openSqliteEventLog({ file })
await doAppendWork(log, task, times)
await log.close()
