import { z } from 'zod'
import { catalogue } from '#domain'
import type { FeedRequest } from '#subscriptions'
import { parsed } from './query-parameters.js'

/** Events on a page. */
export const pageLimit = { default: 100, most: 1_000 } as const

/** A type, a tag: once or repeated; what is wrong with any of them is said of the parameter. */
const listOf = (isOne: (text: string) => boolean, error: string) =>
  z.union([z.string().transform((one) => [one]), z.array(z.string())], { error }).refine((all) => all.length <= 100, { error: 'repeated' }).refine((all) => all.every(isOne), { error })

export const isTag = (text: string): boolean => text.length <= 300 && /^[a-z]+(-[a-z]+)*:[^\p{Cc}]+$/u.test(text)

const position = z.string({ error: 'number' }).regex(/^\d{1,15}$/, { error: 'number' }).transform(Number)
const incarnation = z.string({ error: 'incarnation' }).regex(/^[\w-]{1,64}$/, { error: 'incarnation' })
const unit = z.string({ error: 'unit' }).regex(/^[^/:]{1,40}[/:][^/:]{1,20}$/, { error: 'unit' }).transform((value) => {
  const [codeSet = '', code = ''] = value.split(/[/:]/)
  return { codeSet, code }
})
const limit = z.string({ error: 'pageLimit' }).regex(/^\d{1,4}$/, { error: 'pageLimit' }).transform(Number).pipe(z.number().min(1, { error: 'pageLimit' }).max(pageLimit.most, { error: 'pageLimit' })).default(pageLimit.default)

const lastEventId = z.string({ error: 'lastEventId' }).regex(/^([\w-]{1,64}\.)?\d{1,15}$/, { error: 'lastEventId' }).transform((id) => {
  const [place = '', ofIncarnation] = id.split('.').reverse()
  return { after: Number(place), incarnation: ofIncarnation }
})

const feed = z.strictObject({ after: position.default(0), limit, incarnation: incarnation.optional(), type: listOf((type) => catalogue.has(type), 'eventType').optional(), tag: listOf(isTag, 'tag').optional(), unit: unit.optional() })
const header = z.object({ 'Last-Event-ID': lastEventId.optional() })

/** What a page or a stream is asked for. */
export const feedRequestOf = (query: unknown): FeedRequest & { readonly limit: number } => {
  const { type: types, tag: tags, unit: wanted, ...place } = parsed(feed, query)
  return { ...place, filter: { types, tags, unit: wanted } }
}

/** A stream that broke off goes on behind the last event that came, whatever its address says: readers come again with the same address. */
export const streamRequestOf = (query: unknown, headers: Readonly<Record<string, unknown>>): FeedRequest => {
  const { limit: _, ...asked } = feedRequestOf(query)
  // Readers send the header empty while they know no id.
  const { 'Last-Event-ID': last } = parsed(header, { 'Last-Event-ID': headers['last-event-id'] === '' ? undefined : headers['last-event-id'] })
  if (last === undefined) return asked
  return { ...asked, after: last.after, incarnation: last.incarnation ?? asked.incarnation }
}
