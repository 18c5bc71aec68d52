import { MalformedEvent } from './errors.js'
import { eventTypes, type EventEnvelope, type PayloadByType } from './events.js'

/** `vn.sinhke.recovery-received.v1` and all others that this client's types know. */
export type EventType = keyof PayloadByType

type DeepReadonly<T> = T extends (infer Item)[] ? readonly DeepReadonly<Item>[] : T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T

/** A CloudEvents 1.0 event of the feed. Fields that came later than this client stand in it too. */
export interface CloudEvent<Type extends string, Payload> {
  readonly specversion: string
  readonly id: string
  /** The log; with `id` it says which event this is, for ever. */
  readonly source: string
  /** `vn.sinhke.<event>.v<version>`. */
  readonly type: Type
  /** Within it the order is kept on a topic of several partitions. */
  readonly subject: string
  /** When it was recorded. */
  readonly time: string
  readonly datacontenttype: string
  /** The `$id` of the JSON Schema of `data`. */
  readonly dataschema: string
  /** The position, zero-padded to 19 digits. */
  readonly sequence: string
  readonly incarnation: string
  readonly data: DeepReadonly<EventEnvelope> & { readonly payload: Payload }
}

export type EventOf<Type extends EventType> = CloudEvent<Type, DeepReadonly<PayloadByType[Type]>>

/** Any event that this client's types know: `switch (event.type)` tells them apart. */
export type KnownEvent = { [Type in EventType]: EventOf<Type> }[EventType]

/** Any event: also of types and versions that came later. `isOfType` and `isKnown` tell what it is. */
export type FeedEvent = CloudEvent<string, Readonly<Record<string, unknown>>>

export const isOfType = <Type extends EventType>(event: FeedEvent, type: Type): event is FeedEvent & EventOf<Type> => event.type === type

const known: ReadonlySet<string> = new Set(eventTypes)

/** Whether this client's types know it; then `switch (event.type)` tells what its payload is. */
export const isKnown = (event: FeedEvent): event is FeedEvent & KnownEvent => known.has(event.type)

/** Its position in the log: 1, 2, 3 … */
export const positionOf = (event: Pick<FeedEvent, 'sequence'>): number => Number(event.sequence)

const attributes = ['id', 'source', 'type', 'subject', 'time', 'dataschema', 'incarnation'] as const

/** Takes what came for an event where it has what every event has; what else it holds is passed on as it is. Throws `MalformedEvent`. */
export const eventOf = (value: unknown): FeedEvent => {
  if (!isObject(value)) throw new MalformedEvent('not an object')
  const missing = attributes.filter((name) => typeof value[name] !== 'string' || value[name] === '')
  if (missing.length > 0) throw new MalformedEvent(`without ${missing.join(', ')}`)
  const { specversion, sequence, data } = value
  if (specversion !== '1.0') throw new MalformedEvent(`specversion ${JSON.stringify(specversion)}`)
  if (typeof sequence !== 'string' || !/^\d{19}$/.test(sequence)) throw new MalformedEvent(`sequence ${JSON.stringify(sequence)}`)
  if (!isObject(data) || !isObject(data['payload'])) throw new MalformedEvent('data without payload')
  if (data['position'] !== Number(sequence)) throw new MalformedEvent(`position ${JSON.stringify(data['position'])} under sequence ${sequence}`)
  return value as unknown as FeedEvent
}

export const eventOfJson = (text: string): FeedEvent => eventOf(jsonOf(text))

/** Bytes that are no UTF-8 were changed on their way. Throws `MalformedEvent`. */
export const textOfBytes = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new MalformedEvent('not UTF-8')
  }
}

/** Throws `MalformedEvent`. */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new MalformedEvent('not JSON')
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
