// What every part stands on: files and connections, settings, logs, metrics.
// It must never know the domain, nor import from another lib.
export * from './configuration-error.js'
export * from './config.js'
export * from './program.js'
export { systemWords } from './system-words.js'
export * from './sqlite.js'
export * from './mongodb.js'
export * from './canonical-json.js'
export * from './name-based-id.js'
export * from './lease.js'
export * from './leadership.js'
export * from './sleep.js'
export * from './within.js'
