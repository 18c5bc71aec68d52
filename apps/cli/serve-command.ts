import { Command } from 'commander'
import { listen, loadConfig, stopOnSignal } from '#platform'
import { Runtime } from '#runtime'
import { WebhookDeliverer } from '#subscriptions'
import { placeOf, withCommonOptions, withExamples, type CommonOptions } from './options.js'
import { printLine, warnLine } from './print.js'

interface ServeOptions extends CommonOptions {
  readonly port?: string | undefined
}

export const serveCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('serve'), { json: false })
      .description('chạy máy chủ API, kèm mọi việc theo dõi sổ / run the API server with all that follows the log')
      .option('--port <cổng>', 'cổng TCP, mặc định PORT hoặc 3000 / port')
      .action((options: ServeOptions) => serve(options)),
    ['sinhke serve', 'PORT=3001 sinhke serve --data-dir /srv/sinhke/data', 'MONGODB_URI=mongodb://127.0.0.1:27017 sinhke serve'],
  )

const serve = async (options: ServeOptions): Promise<void> => {
  const { url } = await startServer(options)
  printLine(`Sinh Kế: ${url}  (Ctrl-C: dừng / stop)`)
}

/** A server that stops in order on Ctrl-C; its runtime is open for whoever started it. */
export const startServer = async (options: ServeOptions, runtime?: Runtime): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> => {
  const config = loadConfig(options.port === undefined ? process.env : { ...process.env, PORT: options.port })
  const { port, host } = config
  const open = runtime ?? (await Runtime.open(placeOf(options)))
  // Only a server needs the API, and other commands start faster without it.
  const { createApi } = await import('../api/create-api.js')
  const app = await createApi(open, config)
  try {
    await listen(app, port, host)
  } catch (error) {
    await app.close()
    throw error
  }
  open.startFollowing()
  app.get(WebhookDeliverer).start()
  const notice = await open.movedNotice()
  if (notice !== undefined) warnLine(notice)
  stopOnSignal(() => app.close())
  return { url: await app.getUrl(), stop: () => app.close() }
}
