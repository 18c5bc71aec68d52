import { z } from 'zod'
import { catalogue } from '#domain'
import type { WebhookChange, WebhookRequest } from '#subscriptions'
import { isTag } from './feed-parameters.js'
import { parsed } from './query-parameters.js'

export const mostOverlapHours = 720

const listOf = (isOne: (text: string) => boolean, error: string) => z.array(z.string({ error }).refine(isOne, { error }), { error }).min(1, { error: 'atLeastOne' }).max(100, { error: 'atLeastOne' })
const unit = z.strictObject({ codeSet: z.string({ error: 'unitRef' }).min(1, { error: 'unitRef' }).max(40, { error: 'unitRef' }), code: z.string({ error: 'unitRef' }).min(1, { error: 'unitRef' }).max(20, { error: 'unitRef' }) }, { error: 'unitRef' })
const filter = z.strictObject({ types: listOf((type) => catalogue.has(type), 'eventType').optional(), tags: listOf(isTag, 'tag').optional(), unit: unit.optional() })
const url = z.string({ error: 'url' }).min(1, { error: 'url' })
const description = z.string({ error: 'text' }).max(200, { error: 'text' }).refine((value) => !/\p{Cc}/u.test(value), { error: 'text' })
const from = z.union([z.literal('now'), z.int().min(0)], { error: 'from' })

const request = z.strictObject({ url, description: description.optional(), filter: filter.default({}), from: from.default('now') })
const change = z.strictObject({ url: url.optional(), description: description.optional(), filter: filter.optional() })
const replay = z.strictObject({ from })
const rotation = z.strictObject({ overlapHours: z.int({ error: 'overlapHours' }).min(0, { error: 'overlapHours' }).max(mostOverlapHours, { error: 'overlapHours' }).default(24) })

export const webhookRequestOf = (body: unknown): WebhookRequest => parsed(request, body, 'malformed-command')
export const webhookChangeOf = (body: unknown): WebhookChange => parsed(change, body, 'malformed-command')
export const replayFromOf = (body: unknown): number | 'now' => parsed(replay, body, 'malformed-command').from
/** A body may be left out. */
export const overlapMsOf = (body: unknown): number => parsed(rotation, body ?? {}, 'malformed-command').overlapHours * 3_600_000
