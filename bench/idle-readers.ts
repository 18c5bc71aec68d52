import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { openEventStream, openFeedWorld } from './sse.js'

const readers = 5_000
/** Two rounds of heartbeats. */
const restMs = 30_000

export interface IdleReaders {
  readonly readers: number
  readonly kibAReader: number
  /** Of one core, by all of them with their heartbeats, beyond what the server takes without them. */
  readonly cpuPercent: number
}

/** What a process costs that has this many readers and no news for them; undefined where the system doesn't tell it by /proc. */
export const measureIdleReaders = async (): Promise<IdleReaders | undefined> => {
  const world = await openFeedWorld()
  try {
    const { pid } = world.server
    if ((await usageOf(pid)) === undefined) return undefined
    // The first ones make what is made once.
    const streams: IncomingMessage[] = await openMany(500)
    const without = await restOf(pid)
    streams.push(...(await openMany(readers)))
    const withThem = await restOf(pid)
    for (const stream of streams) stream.destroy()
    return { readers, kibAReader: (withThem.kib - without.kib) / readers, cpuPercent: withThem.cpuPercent - without.cpuPercent }
  } finally {
    await world.close()
  }

  async function openMany(count: number): Promise<IncomingMessage[]> {
    const opened: IncomingMessage[] = []
    while (opened.length < count) opened.push(...(await Promise.all(Array.from({ length: 100 }, async () => (await openEventStream(world)).resume()))))
    return opened
  }
}

const restOf = async (pid: number) => {
  await setTimeout(5_000)
  const before = await usageOf(pid)
  await setTimeout(restMs)
  const after = await usageOf(pid)
  if (before === undefined || after === undefined) throw new Error('the server is gone')
  return { kib: after.kib, cpuPercent: ((after.cpuMs - before.cpuMs) * 100) / restMs }
}

const msATick = 10

/** Memory and CPU time that a process has taken. */
const usageOf = async (pid: number): Promise<{ readonly kib: number; readonly cpuMs: number } | undefined> => {
  const [status, stat] = await Promise.all(['status', 'stat'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')))
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status ?? '')?.[1]
  // After the program's name, which may hold blanks, user and system time are the twelfth and thirteenth field.
  const fields = (stat ?? '').slice((stat ?? '').lastIndexOf(')') + 2).split(' ')
  return kib === undefined ? undefined : { kib: Number(kib), cpuMs: (Number(fields[11]) + Number(fields[12])) * msATick }
}
