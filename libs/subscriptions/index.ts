// Subscriptions: what brings the log's events to other systems, in order and without a gap, whoever crashes.
// It must never send a field that is sealed or internal, nor skip an event in silence.
export * from './delivery-store.js'
export { openSqliteDeliveryStore } from './deliveries/sqlite-delivery-store.js'
export { migrateDeliveries, openMongoDeliveryStore } from './deliveries/mongo-delivery-store.js'
export * from './errors.js'
export * from './event-filter.js'
export * from './feed.js'
export type { FeedPage } from './read-page.js'
export type { FeedEvent } from './feed-event.js'
export * from './kafka/index.js'
export * from './webhooks/index.js'
