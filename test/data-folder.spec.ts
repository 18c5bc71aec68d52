import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { openSqlite } from '#platform'
import { explain } from '../apps/cli/explain.js'
import { jsonOf, root, runCli, temporaryFolder, type Finished } from './cli-process.js'
import { writeHouseholds } from './household-file.js'

/** Triệu Thị Sính's citizen number in the small sample. */
const citizenNumber = '000000003001'

describe('a data folder of which a part is gone', () => {
  let sample = ''
  let dataDir = ''
  beforeAll(async () => {
    sample = await temporaryFolder()
    expect((await runCli('import', 'samples/small', '--data-dir', sample)).code).toBe(0)
  }, 60_000)
  beforeEach(async () => {
    dataDir = await temporaryFolder()
    await cp(sample, dataDir, { recursive: true })
  })

  const run = (...words: readonly string[]): Promise<Finished> => runCli(...words, '--data-dir', dataDir)
  const households = async (name: string): Promise<number> => jsonOf<{ households: readonly object[] }>(await run('find', name, '--json')).households.length
  const expectTold = ({ code, stdout, stderr }: Finished, words: string): void => {
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^Lỗi: .+\nError: .+\n$/)
    expect(stderr).toContain(words)
  }

  it('answers the same without its views, which are folded anew', async () => {
    const before = jsonOf<object>(await run('history', citizenNumber, '--json'))
    await rm(join(dataDir, 'views.db'))
    expect(jsonOf<object>(await run('history', citizenNumber, '--json'))).toEqual(before)
    expect((await run('verify')).code).toBe(0)
  }, 60_000)

  it('answers nothing of a log that is gone, and all of the one that is begun then', async () => {
    await rm(join(dataDir, 'log.db'))
    const csv = await writeHouseholds(join(dataDir, 'csv'), 3)
    expect((await run('import', csv)).code).toBe(0)
    expect([await households('trieu thi sinh'), await households('trieu van 1')]).toEqual([0, 1])
    expect((await run('project', 'bo sinh san thinh duc')).code).toBe(1)
    expect(jsonOf<object>(await run('verify', '--json'))).toMatchObject({ isIntact: true, log: { events: 13 } })
  }, 60_000)

  it('answers nothing that a log restored from an older copy does not hold', async () => {
    await copyFile(join(dataDir, 'log.db'), join(dataDir, 'older.db'))
    const csv = join(dataDir, 'csv')
    await mkdir(csv)
    await writeFile(join(csv, '05-ho.csv'), laterHousehold)
    expect((await run('import', csv)).code).toBe(0)
    expect(await households('luong thi xuyen')).toBe(1)
    await copyFile(join(dataDir, 'older.db'), join(dataDir, 'log.db'))
    expect(await households('luong thi xuyen')).toBe(0)
    expect(await households('trieu thi sinh')).toBe(2)
    expect((await run('verify')).code).toBe(0)
  }, 60_000)

  it('is refused without its vault, by the CLI and by the server, and no new one is made', async () => {
    await rm(join(dataDir, 'vault.db'))
    expectTold(await run('history', citizenNumber), 'vault.db')
    expectTold(await run('import', 'samples/small'), 'vault.db')
    const server = spawn(process.execPath, ['dist/apps/api/main.js'], { cwd: root, env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir }, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    server.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    const [code] = await once(server, 'close') as [number | null]
    expect({ code, lines: said.trim().split('\n').length }).toEqual({ code: 1, lines: 1 })
    expect(said).toContain('restore vault.db')
    expectTold(await run('verify'), 'vault.db')
  }, 60_000)

  it('is refused with the vault of another log, which stays as it was', async () => {
    const other = await temporaryFolder()
    expect((await runCli('import', 'samples/small/01-don-vi.csv', '--data-dir', other)).code).toBe(0)
    await copyFile(join(other, 'vault.db'), join(dataDir, 'vault.db'))
    expectTold(await run('history', citizenNumber), 'vault.db')
    expectTold(await run('import', 'samples/small'), 'vault.db')
    expect((await runCli('verify', '--data-dir', other)).code).toBe(0)
  }, 60_000)

  it('is refused where it is no folder, or a file in it no database', async () => {
    await writeFile(join(dataDir, 'file'), '')
    expectTold(await runCli('import', 'samples/small', '--data-dir', join(dataDir, 'file')), join(dataDir, 'file'))
    await writeFile(join(dataDir, 'log.db'), 'not a database, but longer than its header of a hundred bytes would be: '.repeat(30))
    expectTold(await run('verify'), 'log.db')
  }, 60_000)

  it.each([
    ['a full disk', 'PRAGMA max_page_count = 1', 'đĩa đã đầy', 'disk is full'],
    ['a file that can only be read', 'PRAGMA query_only = ON', 'không có quyền', 'no permission'],
  ])('says of %s what it is', (_, pragma, vi, en) => {
    const database = openSqlite(join(dataDir, 'log.db'), { synchronous: 'NORMAL' })
    database.exec(pragma)
    let said = ''
    try {
      database.exec('CREATE TABLE more AS SELECT * FROM events')
    } catch (error) {
      said = explain(error)
    }
    database.close()
    expect(said).toContain(vi)
    expect(said).toContain(en)
  })
})

const laterHousehold = [
  'Số dòng,Ngày xảy ra,Giấy tờ: Số giấy tờ,Giấy tờ: Ngày giấy tờ,Giấy tờ: Nơi ban hành,Đơn vị: Bộ mã đơn vị,Đơn vị: Mã đơn vị,"Thôn, bản, tổ dân phố",Các thành viên: Quan hệ với chủ hộ,Các thành viên: Họ và tên',
  '9001,25/11/2025,14/DS,25/11/2025,UBND xã,vn-2025,05680,Xóm 1,chủ hộ,Lường Thị Xuyến',
].join('\n')
