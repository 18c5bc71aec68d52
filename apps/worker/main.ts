import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { listen, loadConfig, placeName, runProgram, stopOnSignal } from '#platform'
import { LogFollower, Relaying, Runtime } from '#runtime'
import { openWebhooks } from '#subscriptions'
import { WorkerModule } from './worker.module.js'

/** Only whoever watches this machine asks how it is. */
const host = '127.0.0.1'

/**
 * Read models, name directory and, where a Kafka is configured, its topic follow the log in this process, and webhooks are
 * delivered; of several workers one leads and the others stand by.
 */
runProgram(async () => {
  const config = loadConfig(process.env)
  const runtime = await Runtime.open(config)
  const [follower, relaying] = [new LogFollower(runtime), new Relaying(runtime)]
  const { deliverer } = openWebhooks(runtime, config.webhookNetworks)
  const app = await NestFactory.create<NestFastifyApplication>(WorkerModule.of(runtime, { follower, relaying, deliverer }), new FastifyAdapter(), { logger: ['error', 'warn'], abortOnError: false })
  await listen(app, config.workerPort, host)
  follower.start()
  relaying.start()
  deliverer.start()
  stopOnSignal(() => app.close())
  console.log(`Sinh Kế worker: ${placeName(config)}, ${await app.getUrl()}/health`)
})
