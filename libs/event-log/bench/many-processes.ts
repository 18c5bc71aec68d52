import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Measured } from './append-process.js'
import { withDatabases } from './mongodb-append.js'

const script = fileURLToPath(new URL('./append-process.js', import.meta.url))

export interface Load {
  readonly processes: number
  /** In each of them. */
  readonly callers: number
  readonly seconds: number
}

export interface Carried {
  readonly perSecond: number
  readonly p99Ms: number
}

/** Commits by so many processes at once, each with so many callers that wait for their own. */
export const appendInProcesses = (server: string, { processes, callers, seconds }: Load): Promise<Carried> =>
  withDatabases(server, async (uri) => {
    const children = await Promise.all(Array.from({ length: processes }, async () => {
      const child = fork(script, [uri, String(callers), String(seconds)])
      await once(child, 'message')
      return child
    }))
    const measured = await Promise.all(children.map(async (child) => {
      child.send('go')
      const [answer] = (await once(child, 'message')) as [Measured]
      await once(child, 'exit')
      return answer.latenciesMs
    }))
    const latenciesMs = measured.flat().sort((one, other) => one - other)
    return { perSecond: latenciesMs.length / seconds, p99Ms: latenciesMs[Math.floor(latenciesMs.length * 0.99)] ?? NaN }
  })
