import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import { freePort } from './free-port.js'
import { getMongodProgram } from './mongod-program.js'

export interface LoneMongod {
  readonly port: number
  /** Straight to this server, with the rights of whoever comes from this machine. */
  command(database: string, words: Readonly<Record<string, unknown>>): Promise<void>
  stop(): Promise<void>
}

/** One mongod that is in no set, or, with `isGuarded`, one that asks for users and is yet to be made a set. */
export const startLoneMongod = async ({ isGuarded }: { readonly isGuarded: boolean }): Promise<LoneMongod> => {
  const folder = await mkdtemp(join(tmpdir(), 'mongod-'))
  const keyFile = join(folder, 'key')
  await writeFile(keyFile, 'khoaChungCuaCacThanhVien', { mode: 0o600 })
  const port = await freePort()
  const guard = isGuarded ? ['--auth', '--keyFile', keyFile, '--replSet', 'rs0'] : []
  const child = spawn(await getMongodProgram(), ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--wiredTigerCacheSizeGB', '0.25', '--quiet', ...guard], { stdio: 'ignore' })
  const command = async (database: string, words: Readonly<Record<string, unknown>>): Promise<void> => {
    const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, { serverSelectionTimeoutMS: 1_000 })
    try {
      await client.db(database).command(words)
    } finally {
      await client.close()
    }
  }
  while (!(await command('admin', { hello: 1 }).then(() => true, () => false))) {
    if (child.exitCode !== null) throw new Error(`mongod ended with exit code ${child.exitCode}`)
    await setTimeout(50)
  }
  return {
    port, command,
    stop: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : undefined
      child.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
