import { listen, loadConfig, runProgram, stopOnSignal } from '#platform'
import { Runtime } from '#runtime'
import { createApi } from './create-api.js'

/** Over files it does everything; over MongoDB it answers and decides, and workers project. */
runProgram(async () => {
  const config = loadConfig(process.env)
  const runtime = await Runtime.open(config)
  const app = await createApi(runtime)
  await listen(app, config.port, config.host)
  if (config.mongodbUri === undefined) runtime.startFollowing()
  stopOnSignal(() => app.close())
  const notice = await runtime.movedNotice()
  if (notice !== undefined) console.error(notice)
  console.log(`Sinh Kế: ${await app.getUrl()}`)
})
