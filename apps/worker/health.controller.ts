import { Controller, Get, Header, Inject, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Health, LogFollower, Relaying, Runtime, type HealthReport } from '#runtime'
import { WebhookDeliverer } from '#subscriptions'

@Controller('health')
export class HealthController {
  readonly #health: Health

  constructor(
    @Inject(Runtime) runtime: Runtime,
    @Inject(LogFollower) private readonly follower: LogFollower,
    @Inject(Relaying) private readonly relaying: Relaying,
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
    const status = failing === undefined && webhooks.failing === undefined && isRelayWell(report) ? report.status : 'unwell'
    if (status !== 'ok') reply.status(503)
    const isLeader = report.readModels.some(({ isProjectedHere }) => isProjectedHere)
    return { ...report, status, isLeader, directory: { feedsDirectory, failing }, relay: report.relay && { ...report.relay, isRelayedHere: this.relaying.isLeading }, webhooks }
  }
}

/** One that has just been started has said nothing yet, and is given the time to. */
const isRelayWell = ({ relay }: HealthReport): boolean => relay === undefined || !['failing', 'stopped'].includes(relay.state)
