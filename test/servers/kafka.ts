import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from './free-port.js'
import { getKafkaLibs } from './kafka-libs.js'
import { KafkaProxy } from './kafka-proxy.js'

const run = promisify(execFile)

export interface KafkaOptions {
  /** A second listener leads through a proxy, for clients whose answers are to get lost. */
  readonly isProxied?: boolean
  /** More lines of server.properties. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A real broker on loopback, in a folder of its own. */
export interface KafkaServer {
  /** For KAFKA_BROKERS. */
  readonly brokers: string
  /** With `isProxied`: the same broker through the proxy. */
  readonly proxiedBrokers: string
  readonly proxy: KafkaProxy
  /** SIGKILL: what it didn't write to the disk is lost. */
  kill(): Promise<void>
  /** Again on its files and ports after it was killed. */
  start(): Promise<void>
  /** Ends it and removes its files. */
  stop(): Promise<void>
}

const startTimeoutMs = 60_000

/** Starts a broker and waits until it takes connections. */
export const startKafka = async ({ isProxied = false, settings = {} }: KafkaOptions = {}): Promise<KafkaServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'kafka-'))
  const proxy = isProxied ? await KafkaProxy.open() : undefined
  const broker = new Broker({ libs: await getKafkaLibs(), folder, ports: { clients: await freePort(), proxied: await freePort(), controller: await freePort() } })
  proxy?.leadTo(broker.place.ports.proxied)
  const stop = async () => {
    await broker.end()
    await proxy?.close()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await broker.format({ ...settings, ...listenersOf(broker.place.ports, proxy) })
    await broker.start()
  } catch (error) {
    await stop()
    throw error
  }
  const proxied = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('this broker was started without a proxy')
    return value
  }
  return {
    brokers: `127.0.0.1:${broker.place.ports.clients}`,
    get proxiedBrokers() {
      return proxied(proxy && `127.0.0.1:${proxy.port}`)
    },
    get proxy() {
      return proxied(proxy)
    },
    kill: () => broker.end(),
    start: () => broker.start(),
    stop,
  }
}

interface Ports {
  readonly clients: number
  readonly proxied: number
  readonly controller: number
}

const listenersOf = ({ clients, proxied, controller }: Ports, proxy: KafkaProxy | undefined): Record<string, string> => {
  const [second, advertised] = proxy === undefined ? ['', ''] : [`,PROXIED://127.0.0.1:${proxied}`, `,PROXIED://127.0.0.1:${proxy.port}`]
  return {
    listeners: `PLAINTEXT://127.0.0.1:${clients}${second},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${clients}${advertised}`,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
  }
}

/** One node is broker and controller at once; with a single broker its inner topics can't have the usual three copies. */
const common = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.listener.names': 'CONTROLLER',
  'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT',
  'inter.broker.listener.name': 'PLAINTEXT',
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '5',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '5',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'group.initial.rebalance.delay.ms': '0',
  // One that was killed is let in again as soon as its earlier self counts as gone: by the usual 9 s, much later.
  'broker.session.timeout.ms': '2000',
  'broker.heartbeat.interval.ms': '500',
  // A topic is made on purpose, with its retention, or not at all.
  'auto.create.topics.enable': 'false',
} as const

class Broker {
  #child: ChildProcess | undefined

  constructor(readonly place: { readonly libs: string; readonly folder: string; readonly ports: Ports }) {}

  get #settingsFile(): string {
    return join(this.place.folder, 'server.properties')
  }

  async format(settings: Readonly<Record<string, string>>): Promise<void> {
    const { folder, libs } = this.place
    const all = { ...common, ...settings, 'log.dirs': join(folder, 'data') }
    await writeFile(this.#settingsFile, Object.entries(all).map(([name, value]) => `${name}=${value}\n`).join(''))
    await writeFile(join(folder, 'log4j2.yaml'), quiet)
    await run('java', ['-cp', join(libs, '*'), 'kafka.tools.StorageTool', 'format', '-t', 'c2luaGtlLXRlc3Qta2Fma2E', '-c', this.#settingsFile])
  }

  async start(): Promise<void> {
    const { folder, libs, ports } = this.place
    const said = join(folder, 'said')
    const output = await open(said, 'a')
    const child = spawn('java', ['-Xmx512m', '-XX:+UseSerialGC', `-Dlog4j2.configurationFile=${join(folder, 'log4j2.yaml')}`, '-cp', join(libs, '*'), 'kafka.Kafka', this.#settingsFile], { stdio: ['ignore', output.fd, output.fd] })
    await output.close()
    this.#child = child
    const deadline = performance.now() + startTimeoutMs
    while (!(await isListening(ports.clients))) {
      const trouble = child.exitCode ?? child.signalCode ?? (performance.now() > deadline ? 'does not listen' : undefined)
      if (trouble !== undefined) throw new Error(`Kafka on port ${ports.clients}: ${trouble}\n${(await readFile(said, 'utf8')).slice(-2_000)}`)
      await setTimeout(100)
    }
  }

  async end(): Promise<void> {
    const child = this.#child
    if (child?.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
}

const quiet = `Configuration:
  Appenders: { Console: { name: STDOUT, PatternLayout: { pattern: "[%d] %p %m (%c)%n" } } }
  Loggers: { Root: { level: WARN, AppenderRef: { ref: STDOUT } } }
`

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    const answer = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
  })
