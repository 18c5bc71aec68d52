import { Controller, Get, Header, Inject, Res } from '@nestjs/common'
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { Health, Runtime } from '#runtime'
import { Feed, WebhookDeliverer } from '#subscriptions'
import { Open } from './authentication.js'

@ApiTags('health')
@Controller('health')
export class HealthController {
  readonly #health: Health

  constructor(
    @Inject(Runtime) runtime: Runtime,
    @Inject(Feed) private readonly feed: Feed,
    @Inject(WebhookDeliverer) private readonly deliverer: WebhookDeliverer,
  ) {
    this.#health = new Health(runtime)
  }

  @Open()
  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'health', summary: 'Máy chủ có khỏe không / Whether the server is well', security: [] })
  @ApiResponse({ status: 200, description: 'Well', content: { 'application/json': { schema: { type: 'object' }, example: { status: 'ok', log: { position: 1204 }, readModels: [], feed: { readers: 3 }, webhooks: { isDelivering: true, webhooks: { active: 2, retrying: 1, stopped: 0, paused: 0, mostLag: 12 } } } } } })
  @ApiResponse({ status: 503, description: 'Something is stopped, stalled or out of reach: the body says what' })
  async get(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const report = await this.#health.report()
    const { readers, failure } = this.feed
    // A receiver that fails is the receiver's trouble, and told by numbers.
    const isWell = report.status === 'ok' && failure === undefined && this.deliverer.status.failing === undefined
    if (!isWell) reply.status(503)
    return { ...report, status: isWell ? 'ok' : 'unwell', feed: { readers, failure }, webhooks: this.deliverer.status }
  }
}
