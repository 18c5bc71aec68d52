import { Controller, Get, Header, Inject, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Health, LogFollower, Runtime } from '#runtime'
import { WebhookDeliverer } from '#subscriptions'

@Controller('health')
export class HealthController {
  readonly #health: Health

  constructor(
    @Inject(Runtime) runtime: Runtime,
    @Inject(LogFollower) private readonly follower: LogFollower,
    @Inject(WebhookDeliverer) private readonly deliverer: WebhookDeliverer,
  ) {
    this.#health = new Health(runtime)
  }

  /** Whether it leads (`isProjectedHere`, `feedsDirectory`), where everything is, and what goes wrong. */
  @Get()
  @Header('cache-control', 'no-store')
  async get(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const report = await this.#health.report()
    const { feedsDirectory, failing } = this.follower.status
    const webhooks = this.deliverer.status
    // A receiver that fails is the receiver's trouble, and told by numbers.
    const status = failing === undefined && webhooks.failing === undefined ? report.status : 'unwell'
    if (status !== 'ok') reply.status(503)
    const isLeader = report.readModels.some(({ isProjectedHere }) => isProjectedHere)
    return { ...report, status, isLeader, directory: { feedsDirectory, failing }, webhooks }
  }
}
