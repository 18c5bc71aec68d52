import { Controller, Get, Inject, Query as QueryParameters, Req, Res, type BeforeApplicationShutdown } from '@nestjs/common'
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Feed } from '#subscriptions'
import { grantOf } from './authentication.js'
import { AnswersWithEvents } from './feed-openapi.js'
import { feedRequestOf, pageLimit, streamRequestOf } from './feed-parameters.js'
import { wantsStream } from './wants-stream.js'

/** No cache and no proxy may keep an event back, nor change its bytes. */
const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no', vary: 'accept',
  // The end of the stream is the end of the connection, so that a server that stops is not held up by it.
  connection: 'close',
} as const

/** The feed: every event in order, without what is sealed or internal. */
@ApiTags('feed')
@ApiBearerAuth()
@Controller('events')
export class FeedController implements BeforeApplicationShutdown {
  constructor(@Inject(Feed) private readonly feed: Feed) {}

  @Get()
  @ApiOperation({ operationId: 'events', summary: 'Các sự kiện theo thứ tự, theo trang hoặc theo luồng / Events in order, by pages or as a stream' })
  @ApiQuery({ name: 'after', required: false, description: 'Events behind this position: `next` of the page before', schema: { type: 'integer', minimum: 0, default: 0, example: 1204 } })
  @ApiQuery({ name: 'limit', required: false, description: 'Events on a page; a stream has no limit', schema: { type: 'integer', minimum: 1, maximum: pageLimit.most, default: pageLimit.default } })
  @ApiQuery({ name: 'type', required: false, description: 'Only events of this type, or of any of several; `event-corrected` tells what corrects them', schema: { type: 'array', items: { type: 'string' }, example: ['recovery-received', 'event-corrected'] }, explode: true })
  @ApiQuery({ name: 'tag', required: false, description: 'Only events with this tag, or with any of several', schema: { type: 'array', items: { type: 'string' }, example: ['project:6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'] }, explode: true })
  @ApiQuery({ name: 'unit', required: false, description: 'Only events that lie in this unit or in one that was registered below it before them', schema: { type: 'string', example: 'vn-2004/19' } })
  @ApiQuery({ name: 'incarnation', required: false, description: 'The incarnation of the log that `after` is of; of another one the answer is 410 `log-replaced`', schema: { type: 'string', format: 'uuid', example: '0d6c2f0e-5f4b-4c7e-9a55-2b8f7d3c1e60' } })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last event or heartbeat of a stream that broke off: it goes on behind it', schema: { type: 'string', example: '0d6c2f0e-5f4b-4c7e-9a55-2b8f7d3c1e60.1204' } })
  @AnswersWithEvents()
  async events(@QueryParameters() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (wantsStream(request.headers.accept)) return this.#stream(query, request, reply)
    const { events, next, head, incarnation } = await this.feed.page(feedRequestOf(query))
    const place = JSON.stringify({ next, head, incarnation })
    const text = `{"events":[${events.map(({ json }) => json).join(',')}],${place.slice(1)}`
    void reply.header('cache-control', 'no-store').header('vary', 'accept').type('application/json; charset=utf-8').send(text)
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.feed.close()
  }

  async #stream(query: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const start = await this.feed.stream(streamRequestOf(query, request.headers))
    if (request.method === 'HEAD') return void reply.headers(streamHeaders).send()
    // From here on nobody but the feed writes to the connection.
    reply.hijack()
    reply.raw.writeHead(200, streamHeaders)
    start(reply.raw, grantOf(request).expiresAt)
  }
}
