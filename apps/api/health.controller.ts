import { Controller, Get, Header, Inject, Res } from '@nestjs/common'
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { Runtime } from '#runtime'
import { Feed } from '#subscriptions'
import { Open } from './authentication.js'

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Feed) private readonly feed: Feed,
  ) {}

  @Open()
  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'health', summary: 'Máy chủ có khỏe không / Whether the server is well', security: [] })
  @ApiResponse({ status: 200, description: 'Well', content: { 'application/json': { schema: { type: 'object' }, example: { status: 'ok', log: { position: 1204 }, readModels: [], feed: { readers: 3 } } } } })
  @ApiResponse({ status: 503, description: 'Something is stopped or stalled: the body says what' })
  async get(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { readModels, failure } = await this.runtime.status()
    const feed = { readers: this.feed.readers, failure: this.feed.failure }
    const isWell = failure === undefined && feed.failure === undefined && readModels.every(({ stopped, isStalled }) => stopped === undefined && !isStalled)
    if (!isWell) reply.status(503)
    return { status: isWell ? 'ok' : 'unwell', log: { position: await this.runtime.log.head() }, readModels, feed, failure }
  }
}
