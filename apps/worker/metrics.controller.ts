import { Controller, Get, Inject, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Metrics, Runtime } from '#runtime'
import { WebhookDeliverer } from '#subscriptions'

@Controller('metrics')
export class MetricsController {
  readonly #metrics: Metrics

  constructor(@Inject(Runtime) runtime: Runtime, @Inject(WebhookDeliverer) deliverer: WebhookDeliverer) {
    this.#metrics = new Metrics(runtime, deliverer)
  }

  @Get()
  async get(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.#metrics.text()
    void reply.header('cache-control', 'no-store').type(this.#metrics.contentType).send(text)
  }
}
