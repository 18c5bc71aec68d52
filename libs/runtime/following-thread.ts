import { setTimeout } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { Trouble } from './following.js'
import { LogFollower } from './log-follower.js'
import { Relaying } from './relaying.js'
import { Runtime, type RuntimePlace } from './runtime.js'

const reportEveryMs = 500

/** Read models, directory and relay follow the log on a thread of their own: folding and saving never hold up whoever asks. */
const follow = async (port: NonNullable<typeof parentPort>, place: RuntimePlace): Promise<void> => {
  const runtime = await Runtime.open(place)
  const follower = new LogFollower(runtime)
  const relaying = new Relaying(runtime)
  const stopping = new AbortController()
  port.once('message', () => stopping.abort())
  follower.start()
  relaying.start()
  while (!stopping.signal.aborted) {
    port.postMessage(await troublesOf(runtime))
    await setTimeout(reportEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined)
  }
  await Promise.all([follower.stop(), relaying.stop()])
  await runtime.close()
  port.close()
}

/** Where even that can't be told, whoever asks for the health finds out by asking. */
const troublesOf = async ({ engine }: Runtime): Promise<Trouble[]> => {
  const statuses = await engine.status().catch(() => [])
  return statuses.flatMap(({ model, stopped, failing }): Trouble[] => (stopped === undefined && failing === undefined ? [] : [{ model, stopped, failing }]))
}

if (parentPort !== null) await follow(parentPort, workerData as RuntimePlace)
