import { listen, loadConfig, runProgram, stopOnSignal } from '#platform'
import { Runtime } from '#runtime'
import { WebhookDeliverer } from '#subscriptions'
import { createApi } from './create-api.js'

/** Over files it does everything; over MongoDB it answers and decides, and workers project and deliver. */
runProgram(async () => {
  const config = loadConfig(process.env)
  const runtime = await Runtime.open(config)
  const app = await createApi(runtime, config)
  await listen(app, config.port, config.host)
  if (config.mongodbUri === undefined) {
    runtime.startFollowing()
    app.get(WebhookDeliverer).start()
  }
  stopOnSignal(() => app.close())
  const notice = await runtime.movedNotice()
  if (notice !== undefined) console.error(notice)
  console.log(`Sinh Kế: ${await app.getUrl()}`)
})
