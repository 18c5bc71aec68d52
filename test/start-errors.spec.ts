import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { freePort } from './servers/free-port.js'
import { startCli, temporaryFolder } from './cli-process.js'
import { startError } from './start-error.js'

describe('a server that can not start', () => {
  it.each(['api', 'worker'] as const)('says in one line which setting is wrong: %s', async (app) => {
    const dataDir = await temporaryFolder()
    expect(await startError(app, { DATA_DIR: dataDir, PORT: '65536' })).toMatch(/^cấu hình sai: PORT phải là .+ \/ wrong configuration: PORT must be/)
    expect(await startError(app, { DATA_DIR: dataDir, MONGODB_URI: 'localhost:27017' })).toMatch(/MONGODB_URI phải .+ \/ .+MONGODB_URI must begin with mongodb:\/\//)
  })

  it.each(['api', 'worker'] as const)('says that its port is taken: %s', async (app) => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const port = String((taken.address() as AddressInfo).port)
    expect(await startError(app, { DATA_DIR: await temporaryFolder(), PORT: port, WORKER_PORT: port })).toMatch(new RegExp(`^cổng ${port} .+ / port ${port} is taken`))
    taken.close()
  })

  it.each(['api', 'worker'] as const)('says that its MongoDB is out of reach, and not its password: %s', async (app) => {
    const said = await startError(app, { MONGODB_URI: `mongodb://can-bo:bi-mat@127.0.0.1:${await freePort()}/sinhke` })
    expect(said).toMatch(/^không tới được .+127\.0\.0\.1:\d+\/sinhke.+ \/ the primary of .+ is out of reach/)
    expect(said).not.toContain('bi-mat')
  })

  it('has the CLI say the same in its two lines', async () => {
    const { code, stdout, stderr } = await startCli(['find', 'a'], { MONGODB_URI: `mongodb://127.0.0.1:${await freePort()}/` }).finished
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^Lỗi: không tới được .+\nError: the primary of .+ is out of reach .+\n$/)
  })
})
