import { ApiBody, ApiParam, ApiResponse } from '@nestjs/swagger'
import { problemSchema, type Schema } from './openapi-schemas.js'
import { mostOverlapHours } from './webhook-requests.js'

const by = { id: '9d1f7f0a-5b0e-4d4e-8a0c-2f6a1b7c3d4e', role: 'manager' }
const filter = { types: ['recovery-received', 'event-corrected'], unit: { codeSet: 'vn-2025', code: '19' } }
const view = {
  id: '2b7f6c1e-90d4-5a36-8f1e-5c0d3b2a1908', url: 'https://thongke.example.vn/su-kien', description: 'Kho số liệu của Sở', filter, state: 'retrying', position: 1204, incarnation: '0d6c2f0e-5f4b-4c7e-9a55-2b8f7d3c1e60', head: 1250, lag: 46,
  deliveredAt: '2026-03-20T02:11:45.120Z',
  retrying: { since: '2026-03-20T02:12:00.000Z', attempts: 3, lastAt: '2026-03-20T02:12:18.000Z', nextAt: '2026-03-20T02:12:33.000Z', failure: { code: 'status', status: 503, message: 'nơi nhận trả lời 503, không phải 2xx; hãy xem nhật ký của nơi nhận' } },
  secrets: [{ madeAt: '2026-03-01T01:00:00.000Z' }], registered: { at: '2026-03-01T01:00:00.000Z', by }, changed: { at: '2026-03-01T01:00:00.000Z', by },
}
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw3mQxUtFzYvA='

const text: Schema = { type: 'string' }
const instant: Schema = { type: 'string', format: 'date-time' }
const deed: Schema = { type: 'object', required: ['at', 'by'], properties: { at: instant, by: { type: 'object', additionalProperties: true } } }
const filterSchema: Schema = {
  type: 'object', additionalProperties: false, description: 'Events of any of the types, with any of the tags, in the unit or below it; all of them unless something is said',
  properties: { types: { type: 'array', items: text, minItems: 1, maxItems: 100 }, tags: { type: 'array', items: text, minItems: 1, maxItems: 100 }, unit: { type: 'object', required: ['codeSet', 'code'], additionalProperties: false, properties: { codeSet: text, code: text } } },
}
const viewSchema: Schema = {
  type: 'object',
  required: ['id', 'url', 'filter', 'state', 'position', 'incarnation', 'head', 'lag', 'secrets', 'registered', 'changed'],
  properties: {
    id: { type: 'string', format: 'uuid' }, url: text, description: text, filter: filterSchema,
    state: { type: 'string', enum: ['active', 'retrying', 'stopped', 'paused'], description: '`retrying` goes on by itself; `stopped` when something has been changed, or by resume' },
    position: { type: 'integer', description: 'Everything up to here was taken, or is hidden by the filter' }, incarnation: text, head: { type: 'integer' }, lag: { type: 'integer' }, deliveredAt: instant,
    retrying: { type: 'object', additionalProperties: true, description: 'Since when, attempts, the next one, and why' }, stopped: { type: 'object', additionalProperties: true }, paused: deed,
    secrets: { type: 'array', description: 'The newest first; one that was replaced signs too until `validUntil`', items: { type: 'object', required: ['madeAt'], properties: { madeAt: instant, validUntil: instant } } },
    registered: deed, changed: deed,
  },
}
const fromSchema: Schema = { oneOf: [{ type: 'integer', minimum: 0 }, { type: 'string', enum: ['now'] }], description: 'Events behind this position; 0 for all' }
const url: Schema = { type: 'string', format: 'uri', description: 'https; without name and password. Redirects are not followed' }

const requestSchema: Schema = { type: 'object', additionalProperties: false, required: ['url'], properties: { url, description: { type: 'string', maxLength: 200 }, filter: filterSchema, from: { ...fromSchema, default: 'now' } } }
const changeSchema: Schema = { type: 'object', additionalProperties: false, properties: { url, description: { type: 'string', maxLength: 200 }, filter: filterSchema } }

const answer = (status: number, description: string, schema: Schema, example: object): MethodDecorator & ClassDecorator => ApiResponse({ status, description, content: { 'application/json': { schema, example } } })
const body = (schema: Schema, example: object, required = true): MethodDecorator => ApiBody({ schema, required, examples: { example: { value: example } } })

const all = (...decorators: readonly MethodDecorator[]): MethodDecorator => (target, key, descriptor) => {
  for (const decorate of decorators) decorate(target, key, descriptor)
}

const problems = all(
  ApiResponse({ status: '4XX', description: '400 malformed, 401, 403 `role-may-not-manage-webhooks`, `role-may-not-see-webhooks`, 404, 409 `beyond-log`, `too-many-webhooks`, `idempotency-key-reused`', content: { 'application/problem+json': { schema: problemSchema } } }),
  ApiResponse({ status: 503, description: '`unavailable`, `outcome-unknown`: send it again', content: { 'application/problem+json': { schema: problemSchema } } }),
)

export const TakesId = (): MethodDecorator => ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', example: view.id } })
export const TakesWebhook = (): MethodDecorator => body(requestSchema, { url: view.url, description: view.description, filter, from: 0 })
export const TakesChange = (): MethodDecorator => body(changeSchema, { url: 'https://thongke.example.vn/su-kien-moi' })
export const TakesReplay = (): MethodDecorator => body({ type: 'object', additionalProperties: false, required: ['from'], properties: { from: fromSchema } }, { from: 1200 })
export const TakesOverlap = (): MethodDecorator =>
  body({ type: 'object', additionalProperties: false, properties: { overlapHours: { type: 'integer', minimum: 0, maximum: mostOverlapHours, default: 24, description: 'For so long the secret before signs too' } } }, { overlapHours: 24 }, false)

export const AnswersWebhook = (): MethodDecorator => all(answer(200, 'The subscription as it is now', viewSchema, view), problems)
export const AnswersWebhooks = (): MethodDecorator =>
  all(answer(200, 'All of them, in the order in which they were registered', { type: 'object', required: ['webhooks'], properties: { webhooks: { type: 'array', items: viewSchema } } }, { webhooks: [view] }), problems)
export const AnswersSecret = (status: 200 | 201): MethodDecorator =>
  all(answer(status, status === 201 ? 'Registered; 200 when it had been registered before. The secret is told here and never again' : 'The new secret, told here and never again', { type: 'object', required: ['webhook', 'secret'], properties: { webhook: viewSchema, secret: text } }, { webhook: view, secret }), problems)
export const AnswersNothing = (): MethodDecorator => all(ApiResponse({ status: 204, description: 'Removed' }), problems)
