import { Inject, Module, type BeforeApplicationShutdown, type DynamicModule } from '@nestjs/common'
import { LogFollower, RuntimeModule, type Runtime } from '#runtime'
import { HealthController } from './health.controller.js'

@Module({})
export class WorkerModule implements BeforeApplicationShutdown {
  constructor(@Inject(LogFollower) private readonly follower: LogFollower) {}

  static of(runtime: Runtime, follower: LogFollower): DynamicModule {
    return {
      module: WorkerModule,
      imports: [RuntimeModule.of(runtime)],
      controllers: [HealthController],
      providers: [{ provide: LogFollower, useValue: follower }],
    }
  }

  /** Before the runtime closes what it writes to. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.follower.stop()
  }
}
