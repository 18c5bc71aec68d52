import { Controller, Get, Inject, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Metrics, Runtime } from '#runtime'

@Controller('metrics')
export class MetricsController {
  readonly #metrics: Metrics

  constructor(@Inject(Runtime) runtime: Runtime) {
    this.#metrics = new Metrics(runtime)
  }

  @Get()
  async get(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.#metrics.text()
    void reply.header('cache-control', 'no-store').type(this.#metrics.contentType).send(text)
  }
}
