import { getDefinition } from '#domain'
import { cloudEventHeaders, structuredContentType } from '../cloud-event.js'
import { eventVersions } from '../event-versions.js'
import type { EventVersion } from '../names.js'
import type { PublishedEvent } from '../published-event.js'
import { headersOf, refTo, versionName } from './schemas.js'

/** A published event of every version, by its name. */
export type Examples = ReadonlyMap<string, PublishedEvent>

type Message = Readonly<Record<string, unknown>>

/** The messages on the topic: one of each version, in binary mode. */
const topicMessage = (of: EventVersion, examples: Examples): Message => {
  const { sentence } = getDefinition(of.type)
  const example = examples.get(versionName(of))
  return {
    name: versionName(of), title: versionName(of), summary: `${sentence.vi} / ${sentence.en}`, contentType: 'application/json', headers: headersOf(of), payload: refTo('schemas', versionName(of)),
    bindings: { kafka: { key: { type: 'string', description: 'subject' }, bindingVersion: '0.5.0' } },
    ...(example === undefined ? {} : { examples: [{ name: versionName(of), headers: cloudEventHeaders(example), payload: example.data }] }),
  }
}

const webhookHeaders = {
  type: 'object',
  properties: {
    'webhook-id': { type: 'string', description: 'eventId: gửi lại vẫn giữ nguyên / the same on every attempt' },
    'webhook-timestamp': { type: 'string', pattern: '^[0-9]+$', description: 'Giây Unix của lần gửi / Unix seconds of this attempt' },
    'content-type': { type: 'string', const: structuredContentType },
    'webhook-signature': { type: 'string', pattern: '^v1,\\S+( v1,\\S+)*$', description: 'v1,<base64 HMAC-SHA256 của / of "id.timestamp.body">; hai chữ ký khi đang đổi khóa / two while a secret is rotated' },
  },
  required: ['content-type', 'webhook-id', 'webhook-timestamp', 'webhook-signature'],
}

export const componentMessages = (examples: Examples): Readonly<Record<string, Message>> => {
  const [first] = examples.values()
  const shown = (payload: unknown, headers?: unknown) => (first === undefined ? {} : { examples: [{ ...(headers === undefined ? {} : { headers }), payload }] })
  return {
    ...Object.fromEntries(eventVersions().map((of) => [versionName(of), topicMessage(of, examples)])),
    streamed: {
      name: 'streamed', title: 'Một sự kiện trên luồng / an event on a stream', contentType: 'application/cloudevents+json',
      summary: 'id: <incarnation>.<position>; event: <type>; data: CloudEvent. id không kèm data là nhịp tim, dời chỗ của người đọc / an id without data is a heartbeat that moves the reader on',
      payload: refTo('schemas', 'cloud-event'), ...shown(first),
    },
    page: {
      name: 'page', title: 'Một trang sự kiện / a page of events', contentType: 'application/json', summary: 'next vượt qua cả những sự kiện bị lọc / next passes what a filter hides too',
      payload: refTo('schemas', 'page'), bindings: { http: { statusCode: 200, bindingVersion: '0.3.0' } },
      ...shown({ events: [first], next: first?.data.position, head: first?.data.position, incarnation: first?.incarnation }),
    },
    delivered: {
      name: 'delivered', title: 'Một sự kiện gửi đến webhook / an event delivered to a webhook', contentType: 'application/cloudevents+json',
      summary: 'Ký theo Standard Webhooks / signed as Standard Webhooks says', headers: webhookHeaders, payload: refTo('schemas', 'cloud-event'),
      ...shown(first, { 'content-type': structuredContentType, 'webhook-id': first?.id, 'webhook-timestamp': '1774059069', 'webhook-signature': 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=' }),
    },
  }
}
