import { eventVersions } from '../event-versions.js'
import { componentMessages, type Examples } from './messages.js'
import { componentSchemas, refTo, versionName } from './schemas.js'

export const eventTopic = 'sinhke.events.v1'

const description = `Sổ sự kiện của chương trình sinh kế: mỗi sự kiện một lần, theo thứ tự, không có dữ liệu cá nhân. Trường mới luôn là trường không bắt buộc: hãy bỏ qua trường chưa biết. Cấu trúc khác thì mang phiên bản khác.

The event log of the livelihood programme: every event once, in order, without personal data. What is added is always optional: ignore fields that you don't know. Another shape bears another version.`

const messagesOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, refTo('messages', name)]))

/** The AsyncAPI 3 document of every way in which events leave: the topic, HTTP pages and streams, webhooks. */
export const asyncApiDocument = (examples: Examples): Readonly<Record<string, unknown>> => ({
  asyncapi: '3.0.0',
  id: 'urn:sinhke:feeds',
  info: { title: 'Sinh Kế', version: '1.0.0', description },
  defaultContentType: 'application/json',
  servers: {
    kafka: { host: 'localhost:9092', protocol: 'kafka', description: 'Kafka của nơi vận hành / the operator\'s broker' },
    http: { host: 'localhost:3000', protocol: 'http', description: 'API', security: [refTo('securitySchemes', 'token')] },
    subscriber: { host: '{host}', protocol: 'https', description: 'Máy chủ của nơi nhận / the subscriber\'s server', variables: { host: { description: 'Nơi nhận đã đăng ký / as registered', examples: ['thongke.example.vn'] } } },
  },
  channels: channels(),
  operations: operations(),
  components: {
    schemas: componentSchemas(), messages: componentMessages(examples),
    securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'sinhke token' } },
  },
})

const channels = () => ({
  topic: {
    address: eventTopic, title: 'Kafka', servers: [{ $ref: '#/servers/kafka' }],
    description: 'CloudEvents, binary mode, key = subject. Đọc với read_committed / read with isolation.level=read_committed.',
    messages: messagesOf(eventVersions().map(versionName)),
    bindings: { kafka: { topic: eventTopic, partitions: 1, topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': -1 }, bindingVersion: '0.5.0' } },
  },
  stream: {
    address: '/events', title: 'Server-sent events', servers: [{ $ref: '#/servers/http' }],
    description: 'GET /events, Accept: text/event-stream; nối lại bằng Last-Event-ID / resume by Last-Event-ID. 410 log-replaced: sổ được khôi phục, đọc lại từ đầu / a backup was restored, begin anew.',
    messages: messagesOf(['streamed']),
  },
  pages: {
    address: '/events', title: 'HTTP pages', servers: [{ $ref: '#/servers/http' }],
    description: 'GET /events?after=&limit=&type=&tag=&unit=&incarnation=; tham số ở /openapi.json / parameters in /openapi.json.',
    messages: messagesOf(['page']),
  },
  webhook: {
    address: '/{path}', title: 'Webhooks', servers: [{ $ref: '#/servers/subscriber' }], parameters: { path: { description: 'URL đã đăng ký / of the registered URL' } },
    description: 'POST theo thứ tự; trả lời 2xx mới sang sự kiện sau, trả lời khác thì gửi lại với cùng webhook-id, thưa dần tới một giờ một lần, không bỏ sự kiện nào; Retry-After được tôn trọng tới một ngày, 410 là không nhận nữa / in order; the next one after a 2xx. Any other answer is tried again under the same webhook-id, up to once an hour and for ever; Retry-After is honoured up to a day, and 410 says that no more is wanted.', messages: messagesOf(['delivered']),
  },
})

const get = { http: { method: 'GET', bindingVersion: '0.3.0' } }

const operations = () => ({
  publish: { action: 'send', channel: { $ref: '#/channels/topic' }, title: 'Kafka', summary: 'Từng sự kiện lên chủ đề / every event onto the topic' },
  stream: { action: 'send', channel: { $ref: '#/channels/stream' }, title: 'SSE', summary: 'Luồng sự kiện, cũ rồi mới / events as a stream, history and then live', bindings: get },
  page: { action: 'send', channel: { $ref: '#/channels/pages' }, title: 'GET /events', summary: 'Từng trang sự kiện / events page by page', bindings: get },
  deliver: { action: 'send', channel: { $ref: '#/channels/webhook' }, title: 'Webhook', summary: 'Gửi từng sự kiện, ký / each event delivered and signed', bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } } },
})
