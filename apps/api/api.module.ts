import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core'
import { RuntimeModule, type Runtime } from '#runtime'
import { Feed } from '#subscriptions'
import { AnswerInTime } from './answer-in-time.js'
import { AuthenticationGuard } from './authentication.js'
import { BoardsController } from './boards.controller.js'
import { commandControllers } from './command-controllers.js'
import { FeedController } from './feed.controller.js'
import { HealthController } from './health.controller.js'
import { Intake } from './intake.js'
import { MetricsController } from './metrics.controller.js'
import { QueriesController } from './queries.controller.js'
import { ProblemFilter } from './problem-filter.js'

@Module({})
export class ApiModule {
  static of(runtime: Runtime): DynamicModule {
    return {
      module: ApiModule,
      imports: [RuntimeModule.of(runtime)],
      controllers: [...commandControllers, QueriesController, BoardsController, FeedController, HealthController, MetricsController],
      providers: [
        Intake,
        { provide: Feed, useFactory: () => new Feed({ log: runtime.log }) },
        { provide: APP_GUARD, useClass: AuthenticationGuard },
        { provide: APP_INTERCEPTOR, useClass: AnswerInTime },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    }
  }
}
