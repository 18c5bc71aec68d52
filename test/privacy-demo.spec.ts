import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startCli, temporaryFolder } from './cli-process.js'
import { secretsOfSample } from './sample-secrets.js'

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
