import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { root, startCli, temporaryFolder } from './cli-process.js'

/** Columns of the sample that hold what is sealed, by the end of their header. */
const secretColumns = ['Họ và tên', 'Số định danh cá nhân hoặc số CMND', 'Số điện thoại', 'Ngày sinh']

const secretsOfSample = async (): Promise<string[]> => {
  const rows = parse<Record<string, string>>(await readFile(join(root, 'samples/small/05-ho.csv')), { columns: true, bom: true })
  const values = rows.flatMap((row) => Object.entries(row).flatMap(([header, value]) => (value !== '' && secretColumns.some((column) => header.endsWith(column)) ? [value] : [])))
  return [...new Set(values.flatMap((value) => [value, value.split('/').reverse().join('-')]))]
}

describe('after the demo', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await temporaryFolder()
    const { code, stderr } = await startCli(['demo', '--sample', 'small', '--once', '--port', '0', '--data-dir', folder]).finished
    if (code !== 0) throw new Error(stderr)
  }, 120_000)
  afterAll(() => rm(folder, { recursive: true }))

  it('no name, citizen number, phone or birth date of the sample stands in the bytes of log and views', async () => {
    const secrets = await secretsOfSample()
    expect(secrets.length).toBeGreaterThan(400)
    const files = (await readdir(folder)).filter((name) => /^(log|views)\.db/.test(name))
    expect(files).toEqual(expect.arrayContaining(['log.db', 'views.db']))
    for (const name of files) {
      const bytes = await readFile(join(folder, name))
      expect(secrets.filter((secret) => bytes.includes(secret) || bytes.includes(secret.normalize('NFD')))).toEqual([])
    }
  })

  it('the names are in the vault, where the search finds them', async () => {
    const secrets = await secretsOfSample()
    const vault = Buffer.concat(await Promise.all((await readdir(folder)).filter((name) => name.startsWith('vault.db')).map((name) => readFile(join(folder, name)))))
    expect(secrets.filter((secret) => vault.includes(secret)).length).toBeGreaterThan(60)
  })
})
