import { ConfigurationError, loadConfig } from '#platform'
import { Runtime } from '#runtime'
import { createApi } from './create-api.js'

const main = async (): Promise<void> => {
  const config = loadConfig(process.env)
  const runtime = await Runtime.open(config)
  runtime.startFollowing()
  const app = await createApi(runtime)
  app.enableShutdownHooks()
  await app.listen(config.port, config.host)
  console.log(`Sinh Kế: ${await app.getUrl()}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigurationError ? error.message : error)
  process.exitCode = 1
})
