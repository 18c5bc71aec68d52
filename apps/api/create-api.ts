import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Config } from '#platform'
import type { Runtime } from '#runtime'
import { ApiModule } from './api.module.js'
import { useStrictJsonBodies } from './body-parser.js'
import { Intake } from './intake.js'
import { serveOpenApi } from './openapi.js'
import { serverOptions } from './server-options.js'

/** The HTTP server over an open runtime, not yet listening. Closing it answers what it took in, then closes the runtime. */
export const createApi = async (runtime: Runtime, config: Pick<Config, 'webhookNetworks'>): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter(serverOptions)
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(runtime, config), adapter, { logger: ['error', 'warn'], bodyParser: false, abortOnError: false })
  useStrictJsonBodies(app)
  app.get(Intake).watch(app.getHttpAdapter().getInstance())
  serveOpenApi(app)
  return app
}
