// What leaves the house: the published form of an event, and the contracts that describe it to subscribers.
// It must never publish a sealed or an internal field, nor know a broker, a server or a store.
export * from './cloud-event.js'
export * from './names.js'
export * from './published-event.js'
