// The event log: one gap-free order of everything that was decided, and the only truth.
// It must never know the domain: an event is an envelope with tags around opaque data.
export type * from './event.js'
export type * from './event-log.js'
export type * from './movable-log.js'
export * from './errors.js'
export { eventIdOf } from './event-id.js'
