// The runtime: opens the stores and wires log, vault, commands and read models into one Nest module.
// It must never decide or fold anything itself.
export * from './runtime.js'
export * from './runtime.module.js'
export * from './log-follower.js'
export * from './health.js'
export * from './metrics.js'
export * from './relaying.js'
export * from './queries.js'
