import type { Json, JsonObject, RecordedEvent } from '#event-log'

const usualEnvelopeBytes = 400

/** About how much an event adds to a document that keeps it. */
export const roughEventBytes = ({ data }: RecordedEvent): number => usualEnvelopeBytes + roughBytes(data)

/** About how long a value's JSON is, without writing it. */
const roughBytes = (value: Json | undefined): number => {
  if (typeof value === 'string') return value.length + 3
  if (typeof value !== 'object' || value === null) return 6
  let bytes = 2
  if (Array.isArray(value)) {
    for (const each of value as readonly Json[]) bytes += roughBytes(each)
    return bytes
  }
  const object = value as JsonObject
  for (const key in object) bytes += key.length + 4 + roughBytes(object[key])
  return bytes
}
