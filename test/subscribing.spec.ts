import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Webhook } from 'standardwebhooks'
import { isOfType, LogReplaced, SinhKeClient, type FeedEvent, type FeedFilter } from '#client'
import { ApiProcess } from './api-process.js'
import { runCli } from './cli-process.js'
import { projectFolder, runNode } from './project.js'
import { blockOf, hasProgram, runBlock, subscribingBlocks, type Surroundings } from './subscribing-page.js'

const itWith = async (...programs: readonly string[]) => ((await Promise.all(programs.map((program) => hasProgram(program, program === 'openssl' ? 'version' : '--version')))).every(Boolean) ? it : it.skip)
const [itWithBash, itWithCurl, itWithOpenssl, itWithPython] = [await itWith('bash'), await itWith('bash', 'curl'), await itWith('bash', 'openssl'), await itWith('python3')]

interface Page {
  readonly events: readonly FeedEvent[]
  readonly next: number
  readonly head: number
  readonly incarnation: string
}

let api: ApiProcess
let folder = ''
let token = ''
let all: FeedEvent[]
let surroundings: Surroundings
const client = () => new SinhKeClient({ url: api.url, token })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sinhke-subscribing-'))
  api = await ApiProcess.start()
  token = await api.token({ name: 'Sở Tài chính', role: 'service', validDays: 1 })
  const { code, stderr } = await runCli('import', 'samples/small', '--data-dir', api.dataDir)
  if (code !== 0) throw new Error(stderr)
  all = []
  for await (const { events } of client().pages(0, { limit: 97 })) all.push(...events)
  surroundings = { folder, variables: { SINHKE: api.url, TOKEN: token } }
}, 120_000)
afterAll(async () => {
  await api.stop()
  await rm(folder, { recursive: true })
})

const positionsIn = (stream: string): number[] => [...stream.matchAll(/^id: [\w-]+\.(\d+)\nevent: .*\ndata: .*\n\n/gm)].map(([, position]) => Number(position))

describe('docs/subscribing.md', () => {
  it('has no block that no test runs', async () => {
    expect((await subscribingBlocks()).map(({ language, name }) => `${language} ${name}`)).toEqual(['python keep.py', 'sh pages', 'sh filtered', 'sh stream', 'sh resume', 'sh webhook', 'sh kafka', 'ts client.ts', 'sh example'])
  })

  itWithCurl('gives pages by curl, filtered or not', async () => {
    const page = JSON.parse((await runBlock('pages', surroundings)).output) as Page
    expect(page).toEqual({ events: all.slice(0, 2), next: 2, head: all.length, incarnation: all[0]?.incarnation })
    const filtered = JSON.parse((await runBlock('filtered', surroundings)).output) as Page
    const expected = all.filter(({ type }) => /\.(recovery-received|event-corrected)\./.test(type))
    expect(filtered.events).toEqual(expected)
    expect(expected.length).toBeGreaterThan(5)
  })

  itWithCurl('gives a stream by curl, and goes on where it was', async () => {
    const { output } = await runBlock('stream', surroundings, (text) => text.includes('\nid: ') && positionsIn(text).length >= 50)
    const seen = positionsIn(output)
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => index + 1))
    const last = `${all[0]?.incarnation}.${all.length - 3}`
    const again = await runBlock('resume', { ...surroundings, variables: { ...surroundings.variables, LAST: last } }, (text) => positionsIn(text).length >= 3)
    expect(positionsIn(again.output)).toEqual([all.length - 2, all.length - 1, all.length])
  })

  itWithOpenssl('verifies webhooks by openssl', async () => {
    const secret = `whsec_${Buffer.from('một khóa đủ dài để ký, 32 byte!!').toString('base64')}`
    const [event] = all
    const body = JSON.stringify(event)
    const now = new Date()
    const signed = (at = now) => ({ ID: event?.id ?? '', TIMESTAMP: String(Math.floor(at.getTime() / 1_000)), SIGNATURE: `v1,b3RoZXI= ${new Webhook(secret).sign(event?.id ?? '', at, body)}`, SECRET: secret })
    const run = async (variables: Readonly<Record<string, string>>, text = body) => {
      await writeFile(join(folder, 'body.json'), text)
      return runBlock('webhook', { folder, variables })
    }
    expect(await run(signed())).toEqual({ output: 'đúng / genuine\n', code: 0 })
    expect(await run(signed(), `${body}\n`)).toEqual({ output: 'sai / not ours\n', code: 1 })
    expect(await run({ ...signed(), SECRET: `whsec_${Buffer.from('khác').toString('base64')}` })).toMatchObject({ code: 1 })
    expect(await run(signed(new Date(now.getTime() - 400_000)))).toEqual({ output: 'quá cũ / too old\n', code: 1 })
  })

  itWithPython('keeps a table by the program in Python, run again and again, and begins anew where the log was restored', async () => {
    await writeFile(join(folder, 'keep.py'), await blockOf('keep.py'))
    const run = async (url: string, of: string) => {
      const { stdout } = await promisify(execFile)('python3', ['keep.py'], { cwd: folder, env: { ...process.env, SINHKE: url, TOKEN: of } })
      const lines = stdout.trim().split('\n')
      return { said: lines.slice(0, -1), ...(JSON.parse(lines.at(-1) ?? '') as { position: number; projects: Readonly<Record<string, number>> }) }
    }
    const expected = new Map<string, number>()
    for (const event of all) if (isOfType(event, 'vn.sinhke.money-handed-over.v1')) expected.set(event.data.payload.projectId, (expected.get(event.data.payload.projectId) ?? 0) + event.data.payload.amountDong)
    const corrected = all.filter((event) => isOfType(event, 'vn.sinhke.event-corrected.v1') && event.data.payload.correctedType === 'money-handed-over')
    expect(corrected).toEqual([])
    for (const _ of [1, 2]) expect(await run(api.url, token)).toEqual({ said: [], position: all.length, projects: Object.fromEntries(expected) })
    const other = await ApiProcess.start()
    expect(await run(other.url, other.officerToken)).toEqual({ said: ['the log was restored: beginning anew'], position: 0, projects: {} })
    await other.stop()
  })

  it('shows a program in TypeScript that the compiler takes', async () => {
    const file = join(projectFolder, 'dist', `subscribing-${process.pid}.ts`)
    await writeFile(file, await blockOf('client.ts'))
    const config = join(projectFolder, 'dist', `subscribing-${process.pid}.json`)
    await writeFile(config, JSON.stringify({ extends: '../tsconfig.json', compilerOptions: { noEmit: true, incremental: false, tsBuildInfoFile: null, rootDir: '..' }, include: [], files: [file], exclude: [] }))
    try {
      expect(await runNode(['node_modules/typescript/bin/tsc', '-p', config])).toMatchObject({ code: 0, stdout: '' })
    } finally {
      await Promise.all([rm(file), rm(config)])
    }
  })

  itWithBash('starts the example service', async () => {
    // Its table is a file in the folder where it is started, and so is what was compiled.
    await symlink(join(projectFolder, 'dist'), join(folder, 'dist'))
    const { output } = await runBlock('example', surroundings, (said) => said.includes('going on behind'))
    expect(output).toContain('nhận tiếp sau vị trí 0')
  })
})

describe('the client at a real server', () => {
  const followed = async (filter: FeedFilter, count: number): Promise<FeedEvent[]> => {
    const events: FeedEvent[] = []
    for await (const { event } of client().follow({ filter })) {
      if (event !== undefined) events.push(event)
      if (events.length === count) break
    }
    return events
  }

  it('follows what the pages hold, with a filter and without', async () => {
    expect(all.map(({ data }) => data.position)).toEqual(Array.from({ length: all.length }, (_, index) => index + 1))
    expect(await followed({}, all.length)).toEqual(all)
    const tags = all.find((event) => isOfType(event, 'vn.sinhke.project-proposed.v1'))?.data.tags.filter((tag) => tag.startsWith('project:')) ?? []
    for (const filter of [{ types: ['recovery-received', 'event-corrected'] }, { tags }, { unit: 'vn-2004/19', types: ['project-proposed'] }]) {
      const paged: FeedEvent[] = []
      for await (const { events } of client().pages(0, { filter, limit: 3 })) paged.push(...events)
      expect(paged.length).toBeGreaterThan(2)
      expect(await followed(filter, paged.length)).toEqual(paged)
    }
  })

  it('goes on where it was when the server is killed, and tells what somebody has to settle', async () => {
    const positions: number[] = []
    let kills = 0
    let isKilling: Promise<void> | undefined
    for await (const { event } of new SinhKeClient({ url: api.url, token, firstWaitMs: 50, mostWaitMs: 500 }).follow({ after: all.length - 1 })) {
      if (event !== undefined) positions.push(event.data.position)
      if (positions.length === 4) break
      await isKilling
      if (kills < 3) isKilling = api.killAndStart().then(() => api.post('open-programme', { occurredOn: '2022-01-18', paper: { number: `${kills}/QĐ`, date: '2022-01-18', issuer: 'Thủ tướng Chính phủ' }, unit: { codeSet: 'vn-2025', code: '19' }, code: `X-${kills++}`, name: 'Chương trình', opensOn: '2021-01-01' })).then(() => undefined)
    }
    expect(positions).toEqual(Array.from({ length: 4 }, (_, index) => all.length + index))
    const ends = (wrong: { readonly token?: string }, request = {}) => new SinhKeClient({ url: api.url, token, ...wrong }).follow(request)[Symbol.asyncIterator]().next()
    await expect(ends({ token: 'x' })).rejects.toMatchObject({ code: 'unauthenticated', status: 401 })
    await expect(ends({}, { filter: { types: ['nothing'] } })).rejects.toMatchObject({ code: 'malformed-query' })
    await expect(ends({}, { after: 100_000 })).rejects.toMatchObject({ code: 'beyond-log', after: 100_000 })
    await expect(ends({}, { after: 1, incarnation: 'other' })).rejects.toThrow(LogReplaced)
  }, 120_000)
})
