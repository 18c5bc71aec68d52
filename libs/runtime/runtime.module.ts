import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common'
import { CqrsModule } from '@nestjs/cqrs'
import { commandHandlers, CommandRunner } from '#commands'
import { Tokens } from '#identity'
import { queryHandlers } from './queries.js'
import { Runtime } from './runtime.js'

/** The open runtime as Nest providers, with the handlers of every command and query on their buses. */
@Module({})
export class RuntimeModule implements OnApplicationShutdown {
  constructor(private readonly runtime: Runtime) {}

  static of(runtime: Runtime): DynamicModule {
    return {
      module: RuntimeModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: Runtime, useValue: runtime },
        { provide: CommandRunner, useValue: runtime.runner },
        { provide: Tokens, useValue: runtime.tokens },
        ...commandHandlers,
        ...queryHandlers,
      ],
      exports: [CqrsModule, Runtime, CommandRunner, Tokens],
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.runtime.close()
  }
}
