import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { MongoClient, type Document } from 'mongodb'
import { freePort } from './free-port.js'
import { getMongodProgram } from './mongod-program.js'
import { SwallowingProxy } from './swallowing-proxy.js'

export interface ReplicaSetOptions {
  /** 1 or 3. */
  readonly members?: number
  readonly electionTimeoutMs?: number
  /**
   * Every member is known to clients, and to the other members, by the address of a proxy before it. A driver goes to the
   * addresses that the set tells it, so a proxy that the set doesn't know would be passed by.
   */
  readonly isProxied?: boolean
  /** Servers' fail points can be set, by which they go wrong in a way and at a time that a test chooses. */
  readonly hasFailPoints?: boolean
}

/** One mongod of a set, which can be killed, frozen and started again. */
export interface Member {
  readonly port: number
  /** In a set that `isProxied`. */
  readonly proxy?: SwallowingProxy | undefined
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
  /** Until every member is primary or secondary again. */
  untilWhole(): Promise<unknown>
  /** Ends every member and removes their files. */
  stop(): Promise<void>
}

const startTimeoutMs = 60_000

/** Starts a replica set and waits until it has a primary. */
export const startReplicaSet = async ({ members: count = 1, electionTimeoutMs = 10_000, isProxied = false, hasFailPoints = false }: ReplicaSetOptions = {}): Promise<ReplicaSet> => {
  const program = await getMongodProgram()
  const folder = await mkdtemp(join(tmpdir(), 'replica-set-'))
  const members = await Promise.all(Array.from({ length: count }, async (_, index) => {
    const dbpath = join(folder, String(index))
    await mkdir(dbpath)
    return new MongodMember({ program, dbpath, port: await freePort(), proxy: isProxied ? await SwallowingProxy.open() : undefined, hasFailPoints })
  }))
  const set: ReplicaSet = {
    uri: `mongodb://${members.map(({ host }) => host).join(',')}/?replicaSet=rs0`,
    members,
    primary: () => findPrimary(members),
    untilWhole: () => untilWhole(members),
    stop: async () => {
      await Promise.all(members.map((member) => member.end()))
      await Promise.all(members.flatMap(({ proxy }) => proxy?.close() ?? []))
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
  readonly port: number
  readonly proxy: SwallowingProxy | undefined
  #child: ChildProcess | undefined

  constructor(readonly place: { readonly program: string; readonly dbpath: string; readonly port: number; readonly proxy: SwallowingProxy | undefined; readonly hasFailPoints: boolean }) {
    this.port = place.port
    this.proxy = place.proxy
    place.proxy?.leadTo(place.port)
  }

  /** By which the set knows it. */
  get host(): string {
    return `127.0.0.1:${this.proxy?.port ?? this.port}`
  }

  async start(): Promise<void> {
    const { program, dbpath, hasFailPoints } = this.place
    const words = ['--replSet', 'rs0', '--dbpath', dbpath, '--port', String(this.port), '--bind_ip', '127.0.0.1', '--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '256', '--quiet']
    if (hasFailPoints) words.push('--setParameter', 'enableTestCommands=1')
    const child = spawn(program, words, { stdio: 'ignore' })
    this.#child = child
    const deadline = performance.now() + startTimeoutMs
    while (!(await answers(this.port))) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`mongod on port ${this.port} ended (${child.exitCode ?? child.signalCode})`)
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
      members: members.map(({ host }, index) => ({ _id: index, host })),
      settings: { electionTimeoutMillis, heartbeatIntervalMillis: Math.min(2_000, Math.ceil(electionTimeoutMillis / 4)) },
    },
  }))

const helloOf = ({ port }: Member): Promise<Document | undefined> =>
  withMember(port, (client) => client.db('admin').command({ hello: 1 })).catch(() => undefined)

/** One that was frozen thinks for a moment that it still is what it was: the one elected last is primary. */
const findPrimary = (members: readonly MongodMember[]): Promise<MongodMember> =>
  until('the replica set has no primary', async () => {
    const asked = await Promise.all(members.map(async (member) => ({ member, hello: await helloOf(member) })))
    const primaries = asked.filter(({ hello }) => hello?.isWritablePrimary === true)
    return primaries.sort((one, other) => String(other.hello?.electionId).localeCompare(String(one.hello?.electionId)))[0]?.member
  })

const untilWhole = (members: readonly MongodMember[]): Promise<true> =>
  until('a member of the replica set does not come back', async () => {
    const hellos = await Promise.all(members.map(helloOf))
    return hellos.every((hello) => hello?.isWritablePrimary === true || hello?.secondary === true) ? true : undefined
  })

const until = async <Result>(trouble: string, look: () => Promise<Result | undefined>): Promise<Result> => {
  const deadline = performance.now() + startTimeoutMs
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() > deadline) throw new Error(trouble)
    await setTimeout(100)
  }
}
