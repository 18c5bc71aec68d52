import { Inject, Module, type BeforeApplicationShutdown, type DynamicModule } from '@nestjs/common'
import { LogFollower, Relaying, RuntimeModule, type Runtime } from '#runtime'
import { HealthController } from './health.controller.js'
import { MetricsController } from './metrics.controller.js'

@Module({})
export class WorkerModule implements BeforeApplicationShutdown {
  constructor(
    @Inject(LogFollower) private readonly follower: LogFollower,
    @Inject(Relaying) private readonly relaying: Relaying,
  ) {}

  static of(runtime: Runtime, follower: LogFollower, relaying: Relaying): DynamicModule {
    return {
      module: WorkerModule,
      imports: [RuntimeModule.of(runtime)],
      controllers: [HealthController, MetricsController],
      providers: [{ provide: LogFollower, useValue: follower }, { provide: Relaying, useValue: relaying }],
    }
  }

  /** Before the runtime closes what it writes to. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.follower.stop(), this.relaying.stop()])
  }
}
