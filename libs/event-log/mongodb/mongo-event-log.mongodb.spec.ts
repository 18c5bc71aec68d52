import { describeEventLog } from '../contract/describe-event-log.js'
import { describeMovableLog } from '../contract/moving-promises.js'
import { newMongoPlace } from './testing/mongo-place.js'

describeEventLog('the event log in MongoDB', newMongoPlace)
describeMovableLog('a log in MongoDB that moves', newMongoPlace)
