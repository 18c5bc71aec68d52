// What runs a decision: load its states, decide, seal, append, and try again on conflict; the one door for writing.
// It must never hold a rule of the domain, nor answer before the log has.
export * from './command-handlers.js'
export * from './command-runner.js'
export * from './submission.js'
