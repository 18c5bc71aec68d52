import { Body, Controller, Header, HttpCode, Inject, Post, Req, Res, type Type } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isUUID } from 'class-validator'
import { submit, type Recorded } from '#commands'
import { decisions, parseCommand, type Decision } from '#domain'
import { mayRecord } from '#identity'
import { actorOf } from './authentication.js'
import { commandExample, commandSchema, problemSchema, recordedSchema } from './openapi-schemas.js'
import { problem, ProblemError } from './problem.js'

/** One route per row of the decision table: `POST /commands/record-recovery`. */
export const commandControllers: readonly Type[] = decisions.map((row) => controllerOf(row))

function controllerOf(row: Decision): Type {
  @ApiTags('commands')
  @ApiBearerAuth()
  @Controller('commands')
  class CommandController {
    constructor(@Inject(CommandBus) private readonly bus: CommandBus) {}

    @Post(row.name)
    @HttpCode(201)
    @Header('cache-control', 'no-store')
    @ApiOperation({ operationId: row.name, summary: `${row.title.vi} / ${row.title.en}` })
    @ApiHeader({ name: 'Idempotency-Key', required: true, description: "The command's id: a UUID, the same when the command is sent again", schema: { type: 'string', format: 'uuid' } })
    @ApiBody({ schema: commandSchema(row.command), examples: { example: { value: commandExample(row.command) } } })
    @ApiResponse({ status: 201, description: 'Recorded; 200 when it had been recorded before', schema: recordedSchema })
    @ApiResponse({ status: '4XX', description: '400 malformed, 401, 403, 409 conflict, 413, 415, 422 refused by a rule', content: { 'application/problem+json': { schema: problemSchema } } })
    @ApiResponse({ status: 503, description: '`unavailable`: surely not stored; `outcome-unknown`: send it again with the same key', content: { 'application/problem+json': { schema: problemSchema } } })
    async post(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Recorded> {
      const actor = actorOf(request)
      if (!mayRecord(actor.role)) throw new ProblemError(problem('role-may-not-record', { facts: { role: actor.role } }))
      const commandId = request.headers['idempotency-key']
      if (!isUUID(commandId)) throw new ProblemError(problem('idempotency-key-required'))
      const command = parseCommand(row.command, body)
      const recorded = await this.bus.execute<object, Recorded>(submit(command, { commandId: (commandId as string).toLowerCase(), actor, entrySource: 'app' }))
      if (recorded.repeated) reply.status(200)
      return recorded
    }
  }
  Object.defineProperty(CommandController, 'name', { value: `${row.command.name}Controller` })
  return CommandController
}
