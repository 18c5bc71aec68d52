import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import type { StorePlace } from '#platform'
import { Runtime } from '#runtime'
import type { ApiProcess } from './api-process.js'
import { openProgramme } from './commands-to-send.js'
import { expectProblem } from './problem-answer.js'

/** An API process to be stopped, and where what it stored can be looked at afterwards. */
export interface ApiToStop {
  readonly api: ApiProcess
  readonly place: StorePlace
}

/** How a server stops, whatever keeps its log. `use` starts a server, gives it to the test, and removes everything. */
export const describeStopping = (store: string, use: (test: (toStop: ApiToStop) => Promise<void>) => Promise<void>): void => {
  describe(`a server over ${store} that is told to stop`, () => {
    it.each(['SIGTERM', 'SIGINT'] as const)('by %s while 64 callers send commands keeps what it answered, once, and tells all others to come back', (signal) =>
      use(async ({ api, place }) => {
        const recorded = new Map<string, number>()
        const sending = Array.from({ length: 64 }, () => sendUntilRefused(api, recorded))
        while (recorded.size < 200) await Promise.race([...sending, new Promise((resolve) => setTimeout(resolve, 5))])
        const ending = api.end(signal)
        const ends = await Promise.all(sending)
        expect(await ending).toBe(0)
        // Whoever comes while others are being answered is told; once all are, there is nobody any more to tell it.
        expect(ends.every((end) => end === 'stopping' || end === 'no connection')).toBe(true)
        expect(await positionsOf(place)).toEqual(new Map([...recorded].map(([commandId, position]) => [commandId, [position]])))
      }))

    it('is not held up by a caller who has sent half a request', () =>
      use(async ({ api }) => {
        const { hostname, port } = new URL(api.url)
        const socket = connect(Number(port), hostname)
        await once(socket, 'connect')
        socket.on('error', () => undefined).write('POST /commands/open-programme HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"occurredOn":')
        const closed = once(socket, 'close')
        await api.send('/health')
        expect(await api.end()).toBe(0)
        await closed
      }))
  })
}

/** Sends one command after another; how that ended. */
const sendUntilRefused = async (api: ApiProcess, recorded: Map<string, number>): Promise<string> => {
  for (;;) {
    const commandId = v4()
    const answer = await api.post('open-programme', openProgramme(), { commandId }).catch(() => undefined)
    if (answer === undefined) return 'no connection'
    if (answer.status !== 201) {
      expectProblem(answer, 503, 'stopping')
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(answer.headers.get('connection')).toBe('close')
      return 'stopping'
    }
    recorded.set(commandId, Number(answer.body?.['position']))
  }
}

/** Where each command of the log stands; more than one position where it was stored more than once. */
export const positionsOf = async (place: StorePlace): Promise<Map<string, number[]>> => {
  const runtime = await Runtime.open(place)
  const positions = new Map<string, number[]>()
  for await (const events of runtime.log.read({})) for (const { commandId, position } of events) positions.set(commandId, [...(positions.get(commandId) ?? []), position])
  await runtime.close()
  return positions
}
