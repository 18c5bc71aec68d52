import type { PublishedEvent } from './published-event.js'

/** Of an event that goes whole into a body: webhooks. */
export const structuredContentType = 'application/cloudevents+json; charset=utf-8'

/** Structured mode: attributes and data in one JSON object. */
export const cloudEventJson = (published: PublishedEvent): string => JSON.stringify(published)

/** Binary mode in Kafka, the value: data alone. */
export const cloudEventValue = ({ data }: PublishedEvent): string => JSON.stringify(data)

/** Binary mode in Kafka, the headers: `datacontenttype` is `content-type`, every other attribute has the prefix `ce_`. */
export const cloudEventHeaders = ({ data: _, datacontenttype, ...attributes }: PublishedEvent): Readonly<Record<string, string>> => ({
  'content-type': datacontenttype,
  ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, value])),
})
