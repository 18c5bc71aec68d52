import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { listen, loadConfig, placeName, runProgram, stopOnSignal } from '#platform'
import { LogFollower, Runtime } from '#runtime'
import { openWebhooks } from '#subscriptions'
import { WorkerModule } from './worker.module.js'

/** Only whoever watches this machine asks how it is. */
const host = '127.0.0.1'

/** Read models and name directory follow the log in this process, and webhooks are delivered; of several workers one leads and the others stand by. */
runProgram(async () => {
  const config = loadConfig(process.env)
  const runtime = await Runtime.open(config)
  const follower = new LogFollower(runtime)
  const { deliverer } = openWebhooks(runtime, config.webhookNetworks)
  const app = await NestFactory.create<NestFastifyApplication>(WorkerModule.of(runtime, follower, deliverer), new FastifyAdapter(), { logger: ['error', 'warn'], abortOnError: false })
  await listen(app, config.workerPort, host)
  follower.start()
  deliverer.start()
  stopOnSignal(() => app.close())
  console.log(`Sinh Kế worker: ${placeName(config)}, ${await app.getUrl()}/health`)
})
