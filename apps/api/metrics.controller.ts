import { Controller, Get, Inject, Res } from '@nestjs/common'
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { Metrics, Runtime } from '#runtime'
import { WebhookDeliverer } from '#subscriptions'
import { Open } from './authentication.js'

@ApiTags('health')
@Controller('metrics')
export class MetricsController {
  readonly #metrics: Metrics

  constructor(@Inject(Runtime) runtime: Runtime, @Inject(WebhookDeliverer) deliverer: WebhookDeliverer) {
    this.#metrics = new Metrics(runtime, deliverer)
  }

  @Open()
  @Get()
  @ApiOperation({ operationId: 'metrics', summary: 'Số đo cho Prometheus / Metrics for Prometheus', security: [] })
  @ApiResponse({ status: 200, description: 'Positions of log, read models and relay', content: { 'text/plain': { schema: { type: 'string' }, example: 'sinhke_log_head_position 1204\n' } } })
  async get(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.#metrics.text()
    void reply.header('cache-control', 'no-store').type(this.#metrics.contentType).send(text)
  }
}
