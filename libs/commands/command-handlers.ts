import { Inject, type Type } from '@nestjs/common'
import { CommandHandler } from '@nestjs/cqrs'
import { decisions, type Decision } from '#domain'
import { CommandRunner } from './command-runner.js'
import { getEnvelope, type Recorded } from './submission.js'

interface CommandHandlerOfRow {
  execute(command: object): Promise<Recorded>
}

/** One handler for the CommandBus per row of the decision table. */
export const commandHandlers: readonly Type<CommandHandlerOfRow>[] = decisions.map((row) => handlerOf(row))

function handlerOf(row: Decision): Type<CommandHandlerOfRow> {
  @CommandHandler(row.command)
  class DecisionHandler implements CommandHandlerOfRow {
    constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

    execute(command: object): Promise<Recorded> {
      return this.runner.run(row, command, getEnvelope(command))
    }
  }
  Object.defineProperty(DecisionHandler, 'name', { value: `${row.command.name}Handler` })
  return DecisionHandler
}
