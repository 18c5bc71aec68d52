// Platform: configuration and database connections.
// It must never know what is stored in them.
export * from './config.js'
