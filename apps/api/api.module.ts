import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER, APP_GUARD } from '@nestjs/core'
import type { Config } from '#platform'
import { RuntimeModule, type Runtime } from '#runtime'
import { Feed, openWebhooks, WebhookDeliverer, Webhooks } from '#subscriptions'
import { AuthenticationGuard } from './authentication.js'
import { BoardsController } from './boards.controller.js'
import { commandControllers } from './command-controllers.js'
import { FeedController } from './feed.controller.js'
import { HealthController } from './health.controller.js'
import { Intake } from './intake.js'
import { MetricsController } from './metrics.controller.js'
import { QueriesController } from './queries.controller.js'
import { ProblemFilter } from './problem-filter.js'
import { WebhooksController } from './webhooks.controller.js'

@Module({})
export class ApiModule {
  static of(runtime: Runtime, { webhookNetworks }: Pick<Config, 'webhookNetworks'>): DynamicModule {
    const { webhooks, deliverer } = openWebhooks(runtime, webhookNetworks)
    return {
      module: ApiModule,
      imports: [RuntimeModule.of(runtime)],
      controllers: [...commandControllers, QueriesController, BoardsController, FeedController, WebhooksController, HealthController, MetricsController],
      providers: [
        Intake,
        { provide: Feed, useFactory: () => new Feed({ log: runtime.log }) },
        { provide: Webhooks, useValue: webhooks },
        { provide: WebhookDeliverer, useValue: deliverer },
        { provide: APP_GUARD, useClass: AuthenticationGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    }
  }
}
