import { fileURLToPath } from 'node:url'
import { describeProcesses } from '../contract/process-promises.js'
import { newSqlitePlace } from './testing/sqlite-place.js'

const script = fileURLToPath(new URL('./testing/append-process.js', import.meta.url))

describeProcesses('processes that share a log file', newSqlitePlace, { script, whereOf: ({ file }) => file })
