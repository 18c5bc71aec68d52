import { Inject, Module, type BeforeApplicationShutdown, type DynamicModule } from '@nestjs/common'
import { LogFollower, RuntimeModule, type Runtime } from '#runtime'
import { WebhookDeliverer } from '#subscriptions'
import { HealthController } from './health.controller.js'

@Module({})
export class WorkerModule implements BeforeApplicationShutdown {
  constructor(
    @Inject(LogFollower) private readonly follower: LogFollower,
    @Inject(WebhookDeliverer) private readonly deliverer: WebhookDeliverer,
  ) {}

  static of(runtime: Runtime, follower: LogFollower, deliverer: WebhookDeliverer): DynamicModule {
    return {
      module: WorkerModule,
      imports: [RuntimeModule.of(runtime)],
      controllers: [HealthController],
      providers: [{ provide: LogFollower, useValue: follower }, { provide: WebhookDeliverer, useValue: deliverer }],
    }
  }

  /** Before the runtime closes what it writes to. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.follower.stop(), this.deliverer.stop()])
  }
}
