import { cloudEventHeaders, cloudEventValue, publishedEvent, type PublishingLog } from '#contracts'
import type { RecordedEvent } from '#event-log'
import { RelayStopped } from './relay-stopped.js'
import type { TopicMessage } from './topic-broker.js'

/** An event in CloudEvents binary mode. One that can't be published stops the relay: what is left out would be missing for ever. */
export const messageOf = (event: RecordedEvent, log: PublishingLog): TopicMessage => {
  try {
    const published = publishedEvent(event, log)
    return { key: published.subject, value: cloudEventValue(published), headers: cloudEventHeaders(published), timestampMs: Date.parse(event.recordedAt) }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new RelayStopped('unpublishable-event', {
      vi: `không phát được sự kiện ở vị trí ${event.position} (${event.type} v${event.version}): ${why}. Hãy chạy bản phần mềm biết loại sự kiện này.`,
      en: `the event at position ${event.position} (${event.type} v${event.version}) can't be published: ${why}. Run the release that knows this type.`,
    })
  }
}

/** About how many bytes it takes on the topic. */
export const sizeOf = ({ key, value, headers }: TopicMessage): number => {
  let bytes = Buffer.byteLength(value) + key.length + 20
  for (const name of Object.keys(headers)) bytes += name.length + (headers[name]?.length ?? 0) + 4
  return bytes
}
