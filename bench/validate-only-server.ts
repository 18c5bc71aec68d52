import 'reflect-metadata'
import { Body, Controller, Module, Post, ValidationPipe } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { Type } from 'class-transformer'
import { RecordContribution } from '../libs/domain/contribution/record-contribution.js'
import { fieldsOf } from '../libs/domain/core/fields.js'

/** What a command's route is compared with: a route of the same framework that validates the same DTO by Nest's own pipe, and nothing else. */
@Controller('commands')
class ValidateOnlyController {
  @Post('record-contribution')
  post(@Body() { projectId }: RecordContribution): object {
    return { projectId }
  }
}

@Module({ controllers: [ValidateOnlyController] })
class ValidateOnlyModule {}

/** The pipe makes objects of their classes of a command's parts, where class-transformer was told which. */
const tellParts = (type: new () => object): void => {
  for (const [name, { nested }] of fieldsOf(type)) {
    if (nested === undefined) continue
    Type(() => nested)(type.prototype as object, name)
    tellParts(nested)
  }
}
tellParts(RecordContribution)

const app = await NestFactory.create<NestFastifyApplication>(ValidateOnlyModule, new FastifyAdapter(), { logger: ['error', 'warn'] })
app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, stopAtFirstError: true }))
await app.listen(0, '127.0.0.1')
console.log(await app.getUrl())
process.once('SIGTERM', () => void app.close())
