import { openMongo } from '#platform'
import { doAppendWork } from '../../contract/append-work.js'
import { openMongoEventLog } from '../mongo-event-log.js'

// Test support: append-process.js <uri> count <times> | append-process.js <uri> append

const [uri, task, times] = process.argv.slice(2)
if (uri === undefined) throw new Error('a URI is needed')
const mongo = openMongo(uri)
const log = await openMongoEventLog({ database: mongo.database('log') })
await doAppendWork(log, task, times)
await log.close()
await mongo.close()
