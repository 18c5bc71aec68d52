import { setTimeout } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { FollowingData, Trouble } from './following.js'
import { Runtime } from './runtime.js'

const reportEveryMs = 500

/** Read models and directory follow the log on a thread of their own: folding and saving never hold up whoever asks. */
const follow = async (port: NonNullable<typeof parentPort>, { dataDir }: FollowingData): Promise<void> => {
  const runtime = await Runtime.open({ dataDir })
  const stopping = new AbortController()
  port.once('message', () => stopping.abort())
  runtime.engine.start()
  const indexing = runtime.directory.follow(stopping.signal)
  while (!stopping.signal.aborted) {
    const statuses = await runtime.engine.status()
    port.postMessage(statuses.flatMap(({ model, stopped, failing }): Trouble[] => (stopped === undefined && failing === undefined ? [] : [{ model, stopped, failing }])))
    await setTimeout(reportEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined)
  }
  await indexing
  await runtime.close()
  port.close()
}

if (parentPort !== null) await follow(parentPort, workerData as FollowingData)
