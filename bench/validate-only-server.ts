import 'reflect-metadata'
import { Body, Controller, Module, Post } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { parseCommand } from '#domain'
import { RecordContribution } from '../libs/domain/contribution/record-contribution.js'

/** What a command's route is compared with: the same framework and the same check of the same DTO, and nothing else. */
@Controller('commands')
class ValidateOnlyController {
  @Post('record-contribution')
  post(@Body() body: unknown): object {
    const { projectId } = parseCommand(RecordContribution, body)
    return { projectId }
  }
}

@Module({ controllers: [ValidateOnlyController] })
class ValidateOnlyModule {}

const app = await NestFactory.create<NestFastifyApplication>(ValidateOnlyModule, new FastifyAdapter(), { logger: ['error', 'warn'] })
await app.listen(0, '127.0.0.1')
console.log(await app.getUrl())
process.once('SIGTERM', () => void app.close())
