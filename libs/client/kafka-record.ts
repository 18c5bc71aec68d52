import { MalformedEvent } from './errors.js'
import { eventOf, jsonOf, textOfBytes, type FeedEvent } from './event.js'

type HeaderValue = string | Uint8Array | readonly (string | Uint8Array)[] | undefined

/** A record of the topic as a Kafka client gives it; kafkajs does as it stands. */
export interface KafkaRecord {
  readonly headers?: Readonly<Record<string, HeaderValue>> | undefined
  readonly value: string | Uint8Array | null
}

/** The event of a record in CloudEvents' binary mode: attributes are headers `ce_…`, the value is `data`. Throws `MalformedEvent`. */
export const eventOfRecord = ({ headers = {}, value }: KafkaRecord): FeedEvent => {
  if (value === null) throw new MalformedEvent('a record without a value')
  const attributes = Object.entries(headers).flatMap(([header, each]) => (header.startsWith('ce_') ? [[header.slice(3), textOf(each)] as const] : []))
  return eventOf({ ...Object.fromEntries(attributes), datacontenttype: textOf(headers['content-type']), data: jsonOf(textOf(value) ?? '') })
}

const textOf = (value: HeaderValue): string | undefined => {
  if (typeof value === 'string' || value === undefined) return value
  if (value instanceof Uint8Array) return textOfBytes(value)
  return textOf(value.at(-1))
}
