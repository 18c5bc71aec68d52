import { Inject, Module, type BeforeApplicationShutdown, type DynamicModule } from '@nestjs/common'
import { LogFollower, Relaying, RuntimeModule, type Runtime } from '#runtime'
import { WebhookDeliverer } from '#subscriptions'
import { HealthController } from './health.controller.js'
import { MetricsController } from './metrics.controller.js'

/** What follows the log in a worker. */
export interface WorkerParts {
  readonly follower: LogFollower
  readonly relaying: Relaying
  readonly deliverer: WebhookDeliverer
}

@Module({})
export class WorkerModule implements BeforeApplicationShutdown {
  constructor(
    @Inject(LogFollower) private readonly follower: LogFollower,
    @Inject(Relaying) private readonly relaying: Relaying,
    @Inject(WebhookDeliverer) private readonly deliverer: WebhookDeliverer,
  ) {}

  static of(runtime: Runtime, { follower, relaying, deliverer }: WorkerParts): DynamicModule {
    return {
      module: WorkerModule,
      imports: [RuntimeModule.of(runtime)],
      controllers: [HealthController, MetricsController],
      providers: [{ provide: LogFollower, useValue: follower }, { provide: Relaying, useValue: relaying }, { provide: WebhookDeliverer, useValue: deliverer }],
    }
  }

  /** Before the runtime closes what it writes to. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.follower.stop(), this.relaying.stop(), this.deliverer.stop()])
  }
}
