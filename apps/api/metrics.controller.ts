import { Controller, Get, Inject, Res } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { Metrics, Runtime } from '#runtime'
import { WebhookDeliverer } from '#subscriptions'
import { Open } from './authentication.js'

/** For whoever watches the installation; no part of the API. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  readonly #metrics: Metrics

  constructor(@Inject(Runtime) runtime: Runtime, @Inject(WebhookDeliverer) deliverer: WebhookDeliverer) {
    this.#metrics = new Metrics(runtime, deliverer)
  }

  @Open()
  @Get()
  async get(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.#metrics.text()
    void reply.header('cache-control', 'no-store').type(this.#metrics.contentType).send(text)
  }
}
