import { describeMovableLog } from '../contract/moving-promises.js'
import { newSqlitePlace } from './testing/sqlite-place.js'

describeMovableLog('a log in an SQLite file that moves', newSqlitePlace)
