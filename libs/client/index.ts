// The client: what a subscriber installs to read the feed by pages or as a stream, to verify webhooks and to read records of the topic.
// It must never import another lib, since subscribers have none of them, nor pass over a missed event in silence.
export * from './errors.js'
export { eventOf, eventOfJson, isKnown, isOfType, positionOf, type CloudEvent, type EventOf, type EventType, type FeedEvent, type KnownEvent } from './event.js'
export * from './events.js'
export type { FeedFilter } from './feed-address.js'
export * from './kafka-record.js'
export * from './sinh-ke-client.js'
export type { Place } from './place.js'
export * from './webhook.js'
