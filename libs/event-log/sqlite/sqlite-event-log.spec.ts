import { describeEventLog } from '../contract/describe-event-log.js'
import { newSqlitePlace } from './testing/sqlite-place.js'

describeEventLog('the event log in SQLite', newSqlitePlace)
