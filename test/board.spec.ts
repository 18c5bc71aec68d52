import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ApiProcess } from './api-process.js'
import { jsonOf, runCli, temporaryFolder } from './cli-process.js'
import { expectProblem, wrongFields } from './problem-answer.js'

type Json = Readonly<Record<string, unknown>>

interface Board extends Json {
  readonly groups: readonly (Json & { readonly name: string; readonly projects: number; readonly amountDong: number })[]
  readonly totals: { readonly projects: number; readonly amountDong: number; readonly stages: readonly Json[] }
  readonly position: number
}

let api: ApiProcess
let headers: Readonly<Record<string, string>>
let dataDir: string

/** The same sample twice: under a server, and as files for the command line. */
beforeAll(async () => {
  dataDir = join(await temporaryFolder(), 'data')
  api = await ApiProcess.start()
  headers = { authorization: `Bearer ${await api.token({ name: 'Kiểm toán viên', role: 'auditor', validDays: 1 })}` }
  const imported = await Promise.all([dataDir, api.dataDir].map((folder) => runCli('import', 'samples/small', '--data-dir', folder)))
  expect(imported.map(({ code }) => code)).toEqual([0, 0])
}, 120_000)
afterAll(async () => {
  await api.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const get = (query: string, more: Readonly<Record<string, string>> = {}) => api.send(`/boards/projects${query}`, { headers: { ...headers, ...more } })
const board = async (query: string, more?: Readonly<Record<string, string>>): Promise<Board> => {
  const { status, body, text } = await get(query, more)
  expect([status, text]).toEqual([200, text])
  return body as unknown as Board
}
const cli = (...words: string[]) => runCli('board', ...words, '--data-dir', dataDir)

describe('the board of projects over HTTP', () => {
  it('counts projects, đồng and the oldest age by stage, and says how it was made', async () => {
    const now = await board('')
    expect(now).toMatchObject({ groupBy: 'none', computedFrom: 'stored', totals: { projects: expect.any(Number) }, tookMs: expect.any(Number) })
    expect(now.totals.stages[0]).toMatchObject({ stage: expect.any(String), oldest: { projectId: expect.any(String), name: expect.any(String), since: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), ageDays: expect.any(Number) } })
    const then = await board(`?knownAt=${now.position - 1}&asOf=2024-06-30`)
    expect(then).toMatchObject({ computedFrom: 'log', day: '2024-06-30', position: now.position - 1 })
    expect(then.totals.projects).toBeLessThanOrEqual(now.totals.projects)
    expect(await board('?asOf=2020-01-01')).toMatchObject({ totals: { projects: 0, amountDong: 0, stages: [] }, groups: [] })
  })

  it('has rows that add up to its totals, however they are made', async () => {
    for (const query of ['?groupBy=none', '?groupBy=unit', '?groupBy=unit&unit=vn-2004/19', '?groupBy=mode', '?groupBy=programme', '?groupBy=mode&programme=MTQG-GNBV&mode=community']) {
      const { groups, totals } = await board(query)
      expect(groups.length).toBeGreaterThan(0)
      expect(groups.reduce((sum, { projects }) => sum + projects, 0)).toBe(totals.projects)
      expect(groups.reduce((sum, { amountDong }) => sum + amountDong, 0)).toBe(totals.amountDong)
    }
  })

  it('names modes in the language of the reader', async () => {
    expect((await board('?groupBy=mode')).groups.map(({ name }) => name)).toContain('cộng đồng')
    expect((await board('?groupBy=mode', { 'accept-language': 'en' })).groups.map(({ name }) => name)).toContain('community')
  })

  it('names what is malformed, unknown or not registered', async () => {
    const wrong: Readonly<Record<string, string>> = {
      '?groupBy=village': 'groupBy', '?mode=cooperative': 'mode', '?unit=19': 'unit', '?unit=vn-2025/99999': 'unit', '?programme=NONE': 'programme', '?programme=': 'programme',
      '?asOf=30/06/2024': 'asOf', '?knownAt=yesterday': 'knownAt', '?minPosition=-1': 'minPosition', '?limit=3': 'limit', '?groupBy=unit&groupBy=mode': 'groupBy',
    }
    for (const [query, field] of Object.entries(wrong)) {
      const answer = await get(query)
      expectProblem(answer, 400, 'malformed-query')
      expect(wrongFields(answer)).toEqual([field])
    }
    expectProblem(await get('?minPosition=999999'), 503, 'not-yet-projected')
    expectProblem(await api.send('/boards/projects'), 401, 'unauthenticated')
  })
})

describe('the board of projects on the command line', () => {
  it('is the same as over HTTP', async () => {
    for (const [words, query] of [[['--by', 'unit', '--unit', 'vn-2004/19'], '?groupBy=unit&unit=vn-2004/19'], [['--as-of', '30/06/2024', '--known-at', '300', '--by', 'mode'], '?asOf=2024-06-30&knownAt=300&groupBy=mode']] as const) {
      const { tookMs: _, ...printed } = jsonOf<Json>(await cli(...words, '--json'))
      const { tookMs: __, ...answered } = await board(query)
      expect(printed).toEqual(answered)
    }
  })

  it('lines up within 100 columns, with numbers and days as they are written in Vietnam', async () => {
    const pages = [[], ['--by', 'unit', '--unit', 'vn-2004/19'], ['--by', 'programme'], ['--by', 'mode', '--lang', 'en']]
    for (const { stdout, stderr, code } of await Promise.all(pages.map((words) => cli(...words)))) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(Math.max(...stdout.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100)
      // A terminal's colours have no place in a file.
      expect(stdout).not.toContain('\u001b')
      const amounts = stdout.split('\n').flatMap((line) => /^.{25} {1,6}\d{1,6} +(\d{1,3}(?:\.\d{3})+)/.exec(line)?.[0].length ?? [])
      expect(amounts.length).toBeGreaterThan(1)
      expect(new Set(amounts).size).toBe(1)
      expect(stdout).toMatch(/\d ngày \d\d\/\d\d\/\d{4} |\d days \d\d\/\d\d\/\d{4} /)
    }
  })

  it('says what was swept together from the log, and for which day', async () => {
    const { stdout } = await cli('--known-at', '300', '--as-of', '30/06/2024')
    expect(stdout).toMatch(/tính đến hết ngày 30\/06\/2024\n/)
    expect(stdout).toMatch(/Theo sổ đến vị trí 300; tổng hợp lại từ sổ trong [\d,]+ giây\n/)
  })

  it('tells an operator who errs what to do next', async () => {
    const help = 'sinhke board --help'
    const errors: readonly (readonly [string, string, string?])[] = [['--unit', '--unit', 'vn-2004/999'], ['--unit', '--unit', '19'], ['--programme', '--programme', 'NONE'], ['--by', help, 'village'], ['--mode', help, 'x'], ['--nonsense', help]]
    const ended = await Promise.all(errors.map(([option, , value]) => cli(option, ...(value === undefined ? [] : [value]))))
    for (const [index, { code, stdout, stderr }] of ended.entries()) {
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toContain(errors[index]?.[1])
      expect(stderr).not.toMatch(/^ {4}at /m)
    }
  })
})
