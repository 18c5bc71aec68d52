import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import { getMongodProgram } from './mongod-program.js'

export interface ReplicaSetOptions {
  /** 1 or 3. */
  readonly members?: number
  readonly electionTimeoutMs?: number
}

/** One mongod of a set, which can be killed, frozen and started again. */
export interface Member {
  readonly port: number
  /** SIGKILL, SIGSTOP, SIGCONT: ends or freezes only this process of ours. */
  signal(signal: NodeJS.Signals): Promise<void>
  /** Again on its files after it was ended. */
  start(): Promise<void>
}

/** A real replica set on loopback, in a folder of its own. */
export interface ReplicaSet {
  readonly uri: string
  readonly members: readonly Member[]
  /** The member that is primary now; waits for one. */
  primary(): Promise<Member>
  /** Ends every member and removes their files. */
  stop(): Promise<void>
}

const startTimeoutMs = 60_000

/** Starts a replica set and waits until it has a primary. */
export const startReplicaSet = async ({ members: count = 1, electionTimeoutMs = 10_000 }: ReplicaSetOptions = {}): Promise<ReplicaSet> => {
  const program = await getMongodProgram()
  const folder = await mkdtemp(join(tmpdir(), 'replica-set-'))
  const members = await Promise.all(Array.from({ length: count }, async (_, index) => {
    const dbpath = join(folder, String(index))
    await mkdir(dbpath)
    return new MongodMember(program, dbpath, await freePort())
  }))
  const set: ReplicaSet = {
    uri: `mongodb://${members.map(({ port }) => `127.0.0.1:${port}`).join(',')}/?replicaSet=rs0`,
    members,
    primary: () => findPrimary(members),
    stop: async () => {
      await Promise.all(members.map((member) => member.end()))
      await rm(folder, { recursive: true, force: true })
    },
  }
  try {
    await Promise.all(members.map((member) => member.start()))
    await initiate(members, electionTimeoutMs)
    await set.primary()
    return set
  } catch (error) {
    await set.stop()
    throw error
  }
}

class MongodMember implements Member {
  #child: ChildProcess | undefined

  constructor(readonly program: string, readonly dbpath: string, readonly port: number) {}

  async start(): Promise<void> {
    const words = ['--replSet', 'rs0', '--dbpath', this.dbpath, '--port', String(this.port), '--bind_ip', '127.0.0.1', '--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '256', '--quiet']
    const child = spawn(this.program, words, { stdio: 'ignore' })
    this.#child = child
    const deadline = performance.now() + startTimeoutMs
    while (!(await answers(this.port))) {
      if (child.exitCode !== null) throw new Error(`mongod on port ${this.port} ended with exit code ${child.exitCode}`)
      if (performance.now() > deadline) throw new Error(`mongod on port ${this.port} does not answer`)
      await setTimeout(50)
    }
  }

  async signal(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (child?.exitCode !== null || child.signalCode !== null) return
    const ended = signal === 'SIGKILL' || signal === 'SIGTERM' ? once(child, 'exit') : undefined
    child.kill(signal)
    await ended
  }

  /** A frozen one too. */
  end(): Promise<void> {
    return this.signal('SIGKILL')
  }
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Asks one member alone, whatever the set thinks of it. */
const withMember = async <Result>(port: number, work: (client: MongoClient) => Promise<Result>): Promise<Result> => {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, { serverSelectionTimeoutMS: 1_000, socketTimeoutMS: 2_000 })
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}

const answers = (port: number): Promise<boolean> =>
  withMember(port, (client) => client.db('admin').command({ ping: 1 })).then(() => true, () => false)

const initiate = (members: readonly MongodMember[], electionTimeoutMillis: number): Promise<unknown> =>
  withMember(members[0]?.port ?? 0, (client) => client.db('admin').command({
    replSetInitiate: {
      _id: 'rs0',
      members: members.map(({ port }, index) => ({ _id: index, host: `127.0.0.1:${port}` })),
      settings: { electionTimeoutMillis, heartbeatIntervalMillis: Math.min(2_000, Math.ceil(electionTimeoutMillis / 4)) },
    },
  }))

const findPrimary = async (members: readonly MongodMember[]): Promise<MongodMember> => {
  const deadline = performance.now() + startTimeoutMs
  for (;;) {
    for (const member of members) {
      const hello = await withMember(member.port, (client) => client.db('admin').command({ hello: 1 })).catch(() => undefined)
      if (hello?.isWritablePrimary === true) return member
    }
    if (performance.now() > deadline) throw new Error('the replica set has no primary')
    await setTimeout(100)
  }
}
