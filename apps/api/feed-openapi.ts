import { ApiResponse } from '@nestjs/swagger'
import { problemSchema, type Schema } from './openapi-schemas.js'

const incarnation = '0d6c2f0e-5f4b-4c7e-9a55-2b8f7d3c1e60'
const example = {
  specversion: '1.0', id: '5e0b9c1d-7a3f-5c52-8c61-1f2e3d4c5b6a', source: `urn:sinhke:log:${incarnation}`, type: 'vn.sinhke.project-submitted.v1',
  subject: 'project:6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a', time: '2024-03-08T02:11:45.120Z', datacontenttype: 'application/json', dataschema: 'urn:sinhke:event:project-submitted.v1',
  sequence: '0000000000000001204', incarnation,
  data: {
    occurredOn: '2024-03-06', unit: { codeSet: 'vn-2025', code: '05551' }, entrySource: 'app', actor: { id: '0b8f2b52-6d0e-4c57-9d2e-7f3f1a0c5e11', role: 'officer' },
    tags: ['project:6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'], position: 1204, correlationId: '7d9a4c1e-2f60-4b8b-8a53-90b1c2d3e4f5', commandId: '7d9a4c1e-2f60-4b8b-8a53-90b1c2d3e4f5',
    payload: { projectId: '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a' },
  },
}
const stream = `retry: 3000\nid: ${incarnation}.1203\n\nid: ${incarnation}.1204\nevent: project-submitted\ndata: ${JSON.stringify(example)}\n\n: \nid: ${incarnation}.1250\n\n`

const text: Schema = { type: 'string' }
const eventSchema: Schema = {
  type: 'object', additionalProperties: true,
  required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'dataschema', 'sequence', 'incarnation', 'data'],
  properties: {
    specversion: { type: 'string', enum: ['1.0'] }, id: { type: 'string', format: 'uuid' }, source: text, type: text, subject: text, time: { type: 'string', format: 'date-time' },
    datacontenttype: text, dataschema: text, sequence: text, incarnation: { type: 'string', format: 'uuid' }, data: { type: 'object', additionalProperties: true },
  },
}

const pageSchema: Schema = {
  type: 'object',
  required: ['events', 'next', 'head', 'incarnation'],
  properties: {
    events: { type: 'array', description: 'CloudEvents 1.0, in position order', items: eventSchema },
    next: { type: 'integer', description: 'Ask with after=next; it moves past what the filter hides, also on an empty page. At `head` there is no more for now' },
    head: { type: 'integer', description: "The log's last position" },
    incarnation: { type: 'string', format: 'uuid', description: 'Another one than before says that a backup was restored: begin anew' },
  },
}

/** What the feed answers, for the OpenAPI document. */
export const AnswersWithEvents = (): MethodDecorator => (target, key, descriptor) => {
  ApiResponse({
    status: 200, description: 'A page; as a stream for who accepts `text/event-stream`. On a stream `id` is incarnation and position, `event` the type, `data` the CloudEvent; an `id` without data is a heartbeat, which moves the place past what the filter hides',
    content: {
      'application/json': { schema: pageSchema, example: { events: [example], next: 1204, head: 1250, incarnation } },
      'text/event-stream': { schema: { type: 'string' }, example: stream },
    },
  })(target, key, descriptor)
  ApiResponse({ status: 410, description: '`log-replaced`: a backup was restored; drop what you have and begin at 0', content: { 'application/problem+json': { schema: problemSchema } } })(target, key, descriptor)
  ApiResponse({ status: '4XX', description: '400 malformed, 401, 409 `beyond-log`: the position is behind the end of the log', content: { 'application/problem+json': { schema: problemSchema } } })(target, key, descriptor)
  ApiResponse({ status: 503, description: '`unavailable`, or `too-many-readers`: come again', content: { 'application/problem+json': { schema: problemSchema } } })(target, key, descriptor)
}
