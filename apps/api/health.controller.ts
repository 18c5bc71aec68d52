import { Controller, Get, Header, Inject, Res } from '@nestjs/common'
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { Health, Runtime } from '#runtime'
import { Feed } from '#subscriptions'
import { Open } from './authentication.js'

@ApiTags('health')
@Controller('health')
export class HealthController {
  readonly #health: Health

  constructor(
    @Inject(Runtime) runtime: Runtime,
    @Inject(Feed) private readonly feed: Feed,
  ) {
    this.#health = new Health(runtime)
  }

  @Open()
  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'health', summary: 'Máy chủ có khỏe không / Whether the server is well', security: [] })
  @ApiResponse({ status: 200, description: 'Well', content: { 'application/json': { schema: { type: 'object' }, example: { status: 'ok', log: { position: 1204 }, readModels: [], feed: { readers: 3 } } } } })
  @ApiResponse({ status: 503, description: 'Something is stopped, stalled or out of reach: the body says what' })
  async get(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const report = await this.#health.report()
    const { readers, failure } = this.feed
    const isWell = report.status === 'ok' && failure === undefined
    if (!isWell) reply.status(503)
    return { ...report, status: isWell ? 'ok' : 'unwell', feed: { readers, failure } }
  }
}
