// What leaves the house: the published form of an event, and the contracts that describe it to subscribers.
// It must never publish a sealed or an internal field, nor know a broker, a server or a store.
export * from './asyncapi/asyncapi.js'
export type { Examples } from './asyncapi/messages.js'
export { versionName } from './asyncapi/schemas.js'
export * from './cloud-event.js'
export * from './compatibility.js'
export * from './data-schema.js'
export * from './event-versions.js'
export * from './json-schema.js'
export * from './names.js'
export * from './published-event.js'
export * from './release.js'
