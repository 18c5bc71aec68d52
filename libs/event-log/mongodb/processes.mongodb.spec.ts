import { fileURLToPath } from 'node:url'
import { describeProcesses } from '../contract/process-promises.js'
import { newMongoPlace } from './testing/mongo-place.js'

const script = fileURLToPath(new URL('./testing/append-process.js', import.meta.url))

describeProcesses('processes that share a log in MongoDB', newMongoPlace, { script, whereOf: ({ uri }) => uri })
