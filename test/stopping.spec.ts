import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import { openSqlite } from '#platform'
import { ApiProcess } from './api-process.js'
import { describeMoved } from './moved.js'
import { openProgramme } from './commands-to-send.js'
import { expectProblem } from './problem-answer.js'
import { describeStopping, positionsOf, type ApiToStop } from './stopping.js'

const use = async (test: (given: ApiToStop) => Promise<void>): Promise<void> => {
  const api = await ApiProcess.start()
  try {
    await test({ api, place: { dataDir: api.dataDir } })
  } finally {
    await api.stop()
  }
}

describeStopping('files', use)
describeMoved('files', use)

it('a server over files that is told to stop answers the command that waits for the log, and tells whoever comes meanwhile to come back', () =>
  use(async ({ api, place }) => {
    const commandId = v4()
    const log = openSqlite(join(place.dataDir, 'log.db'), { synchronous: 'FULL' })
    log.exec('BEGIN IMMEDIATE')
    const answered = await sendOpenProgramme(api, commandId)
    const ending = api.end()
    let other = await api.send('/health')
    while (other.status === 200) other = await api.send('/health')
    for (const refused of [other, await api.post('open-programme', openProgramme())]) {
      expectProblem(refused, 503, 'stopping')
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(refused.headers.get('connection')).toBe('close')
    }
    log.exec('ROLLBACK')
    log.close()
    expect(await answered()).toMatch(/^HTTP\/1\.1 201 /)
    expect(await ending).toBe(0)
    expect(await positionsOf(place)).toEqual(new Map([[commandId, [1]]]))
  }))

/** Returns when the command is in work, since what is sent later has been answered; what it gives waits for the answer. */
const sendOpenProgramme = async (api: ApiProcess, commandId: string): Promise<() => Promise<string>> => {
  const { hostname, port } = new URL(api.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  let answer = ''
  socket.setEncoding('utf8').on('data', (part: string) => (answer += part))
  const closed = once(socket, 'close')
  const body = JSON.stringify(openProgramme())
  const head = ['POST /commands/open-programme HTTP/1.1', 'Host: localhost', 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, `Authorization: Bearer ${api.officerToken}`, `Idempotency-Key: ${commandId}`]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  for (let asked = 0; asked < 3; asked += 1) await api.send('/health')
  return async () => {
    await closed
    return answer
  }
}
