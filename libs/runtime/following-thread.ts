import { setTimeout } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { StorePlace } from '#platform'
import type { Trouble } from './following.js'
import { LogFollower } from './log-follower.js'
import { Runtime } from './runtime.js'

const reportEveryMs = 500

/** Read models and directory follow the log on a thread of their own: folding and saving never hold up whoever asks. */
const follow = async (port: NonNullable<typeof parentPort>, place: StorePlace): Promise<void> => {
  const runtime = await Runtime.open(place)
  const follower = new LogFollower(runtime)
  const stopping = new AbortController()
  port.once('message', () => stopping.abort())
  follower.start()
  while (!stopping.signal.aborted) {
    port.postMessage(await troublesOf(runtime))
    await setTimeout(reportEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined)
  }
  await follower.stop()
  await runtime.close()
  port.close()
}

/** Where even that can't be told, whoever asks for the health finds out by asking. */
const troublesOf = async ({ engine }: Runtime): Promise<Trouble[]> => {
  const statuses = await engine.status().catch(() => [])
  return statuses.flatMap(({ model, stopped, failing }): Trouble[] => (stopped === undefined && failing === undefined ? [] : [{ model, stopped, failing }]))
}

if (parentPort !== null) await follow(parentPort, workerData as StorePlace)
