import { describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import { Runtime } from '#runtime'
import { startCli } from './cli-process.js'
import { openProgramme } from './commands-to-send.js'
import { expectProblem } from './problem-answer.js'
import type { ApiToStop } from './stopping.js'

const successor = 'kho.example:27017/sinhke'

/** What a server says whose log has moved, whatever keeps it. */
export const describeMoved = (store: string, use: (test: (moved: ApiToStop) => Promise<void>) => Promise<void>): void => {
  describe(`a server over ${store} whose log has moved`, () => {
    it('names the successor to whoever sends a command, and answers what was recorded before', () =>
      use(async ({ api, place }) => {
        const [commandId, fields] = [v4(), openProgramme()]
        const first = await api.post('open-programme', fields, { commandId })
        const runtime = await Runtime.open(place)
        await runtime.log.closeFor(successor)
        await runtime.close()
        const refused = await api.post('open-programme', openProgramme())
        expectProblem(refused, 503, 'log-moved')
        expect(refused.body).toMatchObject({ facts: { successor }, detail: expect.stringContaining(successor) })
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
        expect(await api.post('open-programme', fields, { commandId })).toMatchObject({ status: 200, body: { ...first.body, repeated: true } })
        expect(await api.send('/health')).toMatchObject({ status: 503, body: { status: 'unwell', log: { position: 1, movedTo: successor } } })
      }))

    it('says so when it starts, in one line', () =>
      use(async ({ api, place }) => {
        await api.end()
        const runtime = await Runtime.open(place)
        await runtime.log.closeFor(successor)
        await runtime.close()
        const { child, finished } = startCli(['serve', '--port', '0'], place.mongodbUri === undefined ? { DATA_DIR: place.dataDir } : { MONGODB_URI: place.mongodbUri })
        child.stdout?.once('data', () => child.kill('SIGTERM'))
        const { code, stderr } = await finished
        expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^sổ ở đây đã đóng .+kho\.example:27017\/sinhke \/ the log here is closed .+kho\.example:27017\/sinhke\n$/) })
      }))
  })
}
