import { Controller, Get, Inject, Res } from '@nestjs/common'
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { Metrics, Runtime } from '#runtime'
import { WebhookDeliverer } from '#subscriptions'
import { problemSchema } from './openapi-schemas.js'

/** For whoever watches the installation. */
@ApiTags('health')
@ApiBearerAuth()
@Controller('metrics')
export class MetricsController {
  readonly #metrics: Metrics

  constructor(@Inject(Runtime) runtime: Runtime, @Inject(WebhookDeliverer) deliverer: WebhookDeliverer) {
    this.#metrics = new Metrics(runtime, deliverer)
  }

  @Get()
  @ApiOperation({ operationId: 'metrics', summary: 'Số đo cho Prometheus / Metrics for Prometheus' })
  @ApiResponse({ status: 200, description: 'Positions of log, read models and relay, and how deliveries are', content: { 'text/plain': { schema: { type: 'string' }, example: 'sinhke_log_head_position 1204\n' } } })
  @ApiResponse({ status: '4XX', description: '401', content: { 'application/problem+json': { schema: problemSchema } } })
  async get(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.#metrics.text()
    void reply.header('cache-control', 'no-store').type(this.#metrics.contentType).send(text)
  }
}
