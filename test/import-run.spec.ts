import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { jsonOf, runCli, startCli, temporaryFolder } from './cli-process.js'
import { unitCount, writeHouseholds } from './household-file.js'

interface Report {
  readonly files: readonly { readonly file: string; readonly recorded: number; readonly alreadyThere: number; readonly refused: number; readonly malformed: number }[]
  readonly position: number
  readonly problems: readonly object[]
}

const sum = ({ files }: Report, count: 'recorded' | 'alreadyThere' | 'refused' | 'malformed'): number => files.reduce((total, file) => total + file[count], 0)

describe('importing the small sample', () => {
  it('takes every row, and the same files again add nothing', async () => {
    const dataDir = await temporaryFolder()
    const first = jsonOf<Report>(await runCli('import', 'samples/small', '--json', '--data-dir', dataDir))
    expect({ refused: sum(first, 'refused'), malformed: sum(first, 'malformed'), problems: first.problems }).toEqual({ refused: 0, malformed: 0, problems: [] })
    const again = jsonOf<Report>(await runCli('import', 'samples/small', '--json', '--data-dir', dataDir))
    expect(sum(again, 'recorded')).toBe(0)
    expect(sum(again, 'alreadyThere')).toBe(sum(first, 'recorded'))
    expect((await runCli('verify', '--data-dir', dataDir)).code).toBe(0)
  }, 120_000)

  it('is the same when two processes import it at once', async () => {
    const dataDir = await temporaryFolder()
    const [one, other] = (await Promise.all([0, 1].map(() => runCli('import', 'samples/small', '--json', '--data-dir', dataDir)))).map((each) => jsonOf<Report>(each))
    const verified = jsonOf<{ isIntact: boolean; log: { events: number } }>(await runCli('verify', '--json', '--data-dir', dataDir))
    expect([one, other].flatMap((report) => report?.problems)).toEqual([])
    expect(sum(one as Report, 'recorded') + sum(other as Report, 'recorded')).toBe(verified.log.events)
    expect(verified.isIntact).toBe(true)
  }, 120_000)
})

describe('interrupting an import', () => {
  it('settles what is on its way, says how to go on, and goes on from there', async () => {
    const folder = await temporaryFolder()
    const csv = await writeHouseholds(join(folder, 'csv'), 6_000)
    const { child, finished } = startCli(['import', csv, '--json', '--data-dir', join(folder, 'data')])
    await untilLogExists(join(folder, 'data/log.db'))
    await delay(400)
    child.kill('SIGINT')
    const interrupted = await finished
    expect(interrupted.code).toBe(130)
    const settled = jsonOf<Report>(interrupted)
    expect(sum(settled, 'recorded')).toBeLessThan(6_000 + unitCount)
    const rest = jsonOf<Report>(await runCli('import', csv, '--json', '--data-dir', join(folder, 'data')))
    expect(sum(rest, 'alreadyThere')).toBe(sum(settled, 'recorded'))
    expect(sum(rest, 'recorded')).toBe(6_000 + unitCount - sum(settled, 'recorded'))
  }, 120_000)
})

const untilLogExists = async (file: string): Promise<void> => {
  while ((await readFile(file).catch(() => undefined)) === undefined) await delay(20)
}

describe('what an import prints', () => {
  it('is free of bars and colours where no terminal reads it', async () => {
    const folder = await temporaryFolder()
    const csv = await writeHouseholds(join(folder, 'csv'), 3_000)
    const { stdout, stderr, code } = await runCli('import', csv, '--data-dir', join(folder, 'data'))
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(stdout).not.toContain('\u001b')
    expect(stdout).toMatch(/05-ho\.csv\s+4\.000\s+3\.000\s+0\s+0\s+0/)
  }, 120_000)

  it('lists every problem with file, line and column, and leaves them in a file', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, '05-ho.csv')
    await writeFile(file, 'Số dòng\n1\n')
    const { stdout, stderr, code } = await runCli('import', file, '--data-dir', folder)
    expect(code).toBe(1)
    expect(stderr).toContain('05-ho.csv:1 thiếu cột "Ngày xảy ra"')
    expect(stdout).toContain('import-errors.csv')
    expect(await readFile(join(folder, 'import-errors.csv'), 'utf8')).toContain('"column-missing"')
  })
})
