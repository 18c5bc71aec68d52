// The event log in an SQLite file.
// It must never keep a read transaction open, nor write on the thread that serves callers.
export * from './sqlite-event-log.js'
