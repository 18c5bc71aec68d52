// The event log on a MongoDB replica set.
// It must never write or read with less than the majority, nor rely on its lease for what the unique keys hold.
export { openMongoEventLog, type MongoEventLogOptions } from './mongo-event-log.js'
export { migrateEventLog } from './schema.js'
