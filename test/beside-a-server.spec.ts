import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readModels } from '#read-models'
import { jsonOf, runCli, startCli, temporaryFolder, untilPrinted } from './cli-process.js'
import { unitCount, writeHouseholds } from './household-file.js'

interface Report {
  readonly files: readonly { readonly recorded: number; readonly alreadyThere: number }[]
  readonly position: number
  readonly problems: readonly object[]
}

interface Verified {
  readonly isIntact: boolean
  readonly log: { readonly events: number }
}

interface Server {
  readonly get: (path: string) => Promise<Record<string, unknown>>
  readonly post: (command: string, fields: object) => Promise<{ readonly status: number; readonly position?: number }>
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>
}

const household = (number: number) => ({
  occurredOn: '2022-11-25', unit: { codeSet: 'vn-2004', code: '05680' }, village: 'Xóm La Lang', paper: { number: `${number}/DS`, date: '2022-11-25', issuer: 'UBND xã Văn Hán' },
  members: [{ name: `Hoàng Thị Dung ${number}`, relation: 'head' }],
})

describe('beside a running server', () => {
  let dataDir = ''
  let servers: Server[] = []
  beforeEach(async () => {
    dataDir = join(await temporaryFolder(), 'data')
  })
  afterEach(async () => {
    for (const server of servers) await server.end('SIGKILL')
    servers = []
    await rm(dataDir, { recursive: true, force: true })
  })

  const run = (...words: readonly string[]) => runCli(...words, '--data-dir', dataDir)
  const importSample = async (): Promise<Report> => jsonOf<Report>(await run('import', 'samples/small', '--json'))
  const verified = async (): Promise<Verified> => jsonOf<Verified>(await run('verify', '--json'))
  const serve = async (): Promise<Server> => {
    const { token } = jsonOf<{ token: string }>(await run('token', '--name', 'Đỗ Minh Quang', '--json'))
    const { child, finished } = startCli(['serve', '--port', '0', '--data-dir', dataDir])
    const url = /http:\S+/.exec(await untilPrinted(child, /http:\S+\s/))?.[0] ?? ''
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const server: Server = {
      get: async (path) => (await fetch(`${url}${path}`, { headers })).json() as Promise<Record<string, unknown>>,
      post: async (command, fields) => {
        const answer = await fetch(`${url}/commands/${command}`, { method: 'POST', headers: { ...headers, 'idempotency-key': randomUUID() }, body: JSON.stringify(fields) })
        return { ...(await answer.json() as object), status: answer.status }
      },
      end: async (signal) => {
        child.kill(signal)
        await finished
      },
    }
    servers.push(server)
    return server
  }

  it('the read models are folded anew, by the server, which answers meanwhile', async () => {
    const { position } = await importSample()
    const { get } = await serve()
    const before = await get(`/projects?minPosition=${position}`)
    const { code, stdout, stderr } = await run('rebuild', '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ rebuilt: readModels.map(({ name }) => name), position })
    expect(await get(`/projects?minPosition=${position}`)).toEqual(before)
    expect(await get('/health')).toMatchObject({ status: 'ok' })
    expect(await verified()).toMatchObject({ isIntact: true })
  }, 120_000)

  it('an import records each row once while the server records too', async () => {
    const csv = await writeHouseholds(join(await temporaryFolder(), 'csv'), 1_000)
    await run('import', join(csv, '01-don-vi.csv'))
    const { post, get } = await serve()
    let isDone = false
    const importing = run('import', csv, '--json').finally(() => (isDone = true))
    const posted: (number | undefined)[] = []
    for (let number = 1; !isDone || number <= 20; number += 1) {
      const { status, position } = await post('register-household', household(number))
      expect(status).toBe(201)
      posted.push(position)
    }
    const { files, problems } = jsonOf<Report>(await importing)
    expect(problems).toEqual([])
    expect(files.map(({ recorded }) => recorded)).toEqual([0, 1_000])
    expect(await verified()).toMatchObject({ isIntact: true, log: { events: unitCount + 1_000 + posted.length } })
    expect(await get(`/households?q=hoang+thi+dung&limit=1&minPosition=${posted.at(-1)}`)).toMatchObject({ households: [{ unitName: 'Xã Văn Hán' }] })
  }, 120_000)

  it('an import goes on when the server is killed, and the next server answers from it', async () => {
    const first = await serve()
    const csv = await writeHouseholds(join(await temporaryFolder(), 'csv'), 1_500)
    const importing = run('import', csv, '--json')
    while ((await first.get('/health') as { log: { position: number } }).log.position < 200);
    await first.end('SIGKILL')
    const { files, position } = jsonOf<Report>(await importing)
    expect(files.map(({ recorded }) => recorded)).toEqual([unitCount, 1_500])
    expect(await verified()).toMatchObject({ isIntact: true, log: { events: unitCount + 1_500 } })
    const second = await serve()
    const { households } = await second.get(`/households?limit=1&minPosition=${position}`) as { households: readonly { householdId: string }[] }
    expect(await second.get(`/households/${households[0]?.householdId}/history`)).toMatchObject({ position })
  }, 120_000)
})
