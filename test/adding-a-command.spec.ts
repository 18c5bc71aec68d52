import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { untilPrinted } from './cli-process.js'
import { runNode } from './project.js'
import { applyBlock, copyProject, readmeBlocks } from './readme-walk.js'

interface Recorded {
  readonly position: number
  readonly repeated: boolean
  readonly events: readonly { readonly eventId: string; readonly type: string }[]
}

interface Line {
  readonly eventId: string
  readonly type: string
  readonly sentence: string
  readonly data: Readonly<Record<string, unknown>>
  readonly corrections: readonly { readonly sentenceBefore: string }[]
}

/** Triệu Thị Sính of the small sample, who got a cow on 18/12/2023. */
const householdId = '4971a4f7-72bd-5d38-b36f-ba6a25dfdb23'
const paper = { number: '02/BB-KT', date: '2024-03-08', issuer: 'UBND xã Văn Hán' }

describe('adding a command as the README says', () => {
  let folder = ''
  let remove = async (): Promise<void> => undefined
  let server: ChildProcess | undefined
  let url = ''
  let token = ''
  let visit: Readonly<Record<string, unknown>> = {}

  const run = async (...words: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await runNode(words, folder)
    if (code !== 0) throw new Error(`${words.join(' ')}: ${stdout}${stderr}`)
    return stdout
  }
  const cli = (...words: readonly string[]): Promise<string> => run('bin/sinhke.js', ...words, '--data-dir', join(folder, 'data'))
  const get = async <Answer>(path: string): Promise<Answer> => (await (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })).json()) as Answer
  const post = async <Answer = Recorded>(name: string, body: object, key: string = randomUUID()): Promise<{ readonly status: number; readonly body: Answer }> => {
    const response = await fetch(`${url}/commands/${name}`, {
      method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key }, body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Answer }
  }
  const lineOf = async (path: string, eventId: string): Promise<Line | undefined> => (await get<{ lines: readonly Line[] }>(path)).lines.find((line) => line.eventId === eventId)

  beforeAll(async () => {
    ({ folder, remove } = await copyProject())
    for (const block of await readmeBlocks('Thêm một lệnh / Adding a command')) await applyBlock(folder, block)
    await run('scripts/build.js')
    await cli('import', 'samples/small')
    token = (await cli('token', '--name', 'Đỗ Minh Quang', '--role', 'officer')).trim()
    server = spawn(process.execPath, ['dist/apps/api/main.js'], { cwd: folder, env: { ...process.env, NODE_OPTIONS: '', PORT: '0', DATA_DIR: join(folder, 'data') }, stdio: ['ignore', 'pipe', 'inherit'] })
    url = /http:\S+/.exec(await untilPrinted(server, /http:\S+\n/))?.[0] ?? ''
    const { projects: [project] } = await get<{ projects: readonly { projectId: string }[] }>(`/households/${householdId}/history`)
    visit = { projectId: project?.projectId, householdId, species: 'cow', counted: 1, remark: 'Bò khỏe, chuồng sạch' }
  }, 300_000)

  afterAll(async () => {
    server?.kill()
    if (server?.exitCode === null) await once(server, 'close')
    await remove()
  })

  it('touches the catalogue, the decision table, one decision file and its spec', async () => {
    const files = (await readmeBlocks('Thêm một lệnh / Adding a command')).map(({ file }) => file)
    expect([...new Set(files)]).toEqual([
      'libs/domain/catalogue/visit-events.ts', 'libs/domain/catalogue/events.ts', 'libs/domain/visit/record-visit.ts', 'libs/domain/decisions.ts', 'libs/domain/visit/record-visit.spec.ts',
    ])
  })

  it('passes its own spec', async () => {
    const output = await run('--experimental-vm-modules', 'node_modules/jest/bin/jest.js', 'libs/domain/visit')
    expect(output.trim().split('\n').at(-1)).toMatch(/^[1-9]\d* passed, 0 failed$/)
  })

  it('has its page in the docs when they are written anew', async () => {
    await run('dist/docs/generate.js')
    expect(await readFile(join(folder, 'docs/events.md'), 'utf8')).toContain("| `remark` | text (optional) | *sealed*, key of the household |")
    expect(await readFile(join(folder, 'docs/refusals.md'), 'utf8')).toContain('## `visit-before-support`')
  })

  it('has its template for import', async () => {
    expect(await run('bin/sinhke.js', 'import', '--template', 'record-visit')).toContain('Số con đếm được')
  })

  it('has its route in the OpenAPI document', async () => {
    const { paths } = await get<{ paths: Readonly<Record<string, { post?: { summary: string } }>> }>('/openapi.json')
    expect(paths['/commands/record-visit']?.post?.summary).toBe('Ghi một lần kiểm tra tại hộ / Record a visit to a household')
  })

  it('records once, and shows in the history and in the project file, its remark opened', async () => {
    const key = randomUUID()
    const command = { ...visit, occurredOn: paper.date, paper }
    const recorded = await post('record-visit', command, key)
    expect(recorded).toMatchObject({ status: 201, body: { repeated: false, events: [{ type: 'visit-recorded' }] } })
    expect(await post('record-visit', command, key)).toMatchObject({ status: 200, body: { repeated: true, position: recorded.body.position } })
    const eventId = recorded.body.events[0]?.eventId ?? ''
    for (const path of [`/households/${householdId}/history`, `/projects/${String(visit['projectId'])}`]) {
      expect(await lineOf(`${path}?minPosition=${recorded.body.position}`, eventId)).toMatchObject({
        type: 'visit-recorded', sentence: 'Kiểm tra tại hộ, đếm được 1 con bò', data: { remark: 'Bò khỏe, chuồng sạch' },
      })
    }
    expect(await cli('events', '--type', 'visit-recorded', '--json')).not.toContain('Bò khỏe')
  })

  it('refuses what breaks its rule, and what is malformed', async () => {
    const early = { ...visit, occurredOn: '2023-12-17', paper: { ...paper, date: '2023-12-17' } }
    expect(await post<object>('record-visit', early)).toMatchObject({ status: 422, body: { code: 'visit-before-support', detail: 'Tính đến ngày 17/12/2023 hộ chưa nhận gì từ dự án này.' } })
    expect(await post<object>('record-visit', { ...early, counted: -1 })).toMatchObject({ status: 400, body: { code: 'malformed-command', errors: [{ field: 'counted' }] } })
  })

  it('is corrected by the command that corrects any event', async () => {
    const another = { ...paper, number: '05/BB-KT' }
    const recorded = await post('record-visit', { ...visit, occurredOn: paper.date, paper: another })
    const eventId = recorded.body.events[0]?.eventId ?? ''
    const correction = { eventId, paper: { ...paper, number: '9/KL', date: '2024-04-01' }, finding: 'Đếm thiếu một con bê', replacement: { ...visit, counted: 2 } }
    const corrected = await post('correct-event', correction)
    expect(corrected).toMatchObject({ status: 201, body: { events: [{ type: 'event-corrected' }] } })
    expect(await lineOf(`/households/${householdId}/history?minPosition=${corrected.body.position}`, eventId)).toMatchObject({
      sentence: 'Kiểm tra tại hộ, đếm được 2 con bò', corrections: [{ sentenceBefore: 'Kiểm tra tại hộ, đếm được 1 con bò' }],
    })
    expect(await cli('verify')).toContain('✓')
  })
})
