import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { v4 } from 'uuid'
import { Tokens, type TokenRequest } from '#identity'
import { Runtime } from '#runtime'
import type { StorePlace } from '#platform'
import { openSqliteVault, type VaultWithNames } from '#vault'
import { endProcess } from './ended-process.js'
import { projectFolder } from './project.js'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The text as JSON; undefined where it is none. */
  readonly body: Readonly<Record<string, unknown>> | undefined
}

export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export interface SentCommand {
  /** The token; '' for none. An officer's unless given. */
  readonly token?: string
  readonly commandId?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The API as it runs for its users: a process of its own on a free port, over a data folder or, where `MONGODB_URI` is given, over that. */
export class ApiProcess {
  #process: ChildProcess
  #output = ''
  url = ''
  officerToken = ''

  private constructor(
    readonly dataDir: string,
    readonly vault: VaultWithNames,
    private readonly variables: Readonly<Record<string, string>>,
  ) {
    this.#process = this.#spawn('0')
  }

  static async start(variables: Readonly<Record<string, string>> = {}): Promise<ApiProcess> {
    const dataDir = await mkdtemp(join(tmpdir(), 'sinhke-api-'))
    const { MONGODB_URI: mongodbUri } = variables
    const vault = mongodbUri === undefined ? await openSqliteVault({ file: join(dataDir, 'vault.db') }) : await vaultIn({ dataDir, mongodbUri })
    const api = new ApiProcess(dataDir, vault, variables)
    api.url = await api.#listening()
    api.officerToken = await api.token({ name: 'Cán bộ thử', role: 'officer', validDays: 1 })
    return api
  }

  /** All that the process has said so far. */
  get output(): string {
    return this.#output
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  async token(request: TokenRequest): Promise<string> {
    return (await (await Tokens.open(this.vault)).issue(request)).token
  }

  async send(path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: jsonOf(text) }
  }

  /** Posts a command as an officer would; a text or bytes are sent as they are. */
  async post(command: string, fields: unknown, { token = this.officerToken, commandId = v4(), headers = {} }: SentCommand = {}): Promise<Answer> {
    const body = typeof fields === 'string' || fields instanceof Uint8Array ? fields : JSON.stringify(fields)
    const authorization: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` }
    const key: Record<string, string> = commandId === '' ? {} : { 'idempotency-key': commandId }
    return this.send(`/commands/${command}`, { method: 'POST', headers: { 'content-type': 'application/json', ...authorization, ...key, ...headers }, body })
  }

  /** The position of the last event in the log. */
  async head(): Promise<number> {
    const { body } = await this.send('/health')
    return (body?.['log'] as { position: number }).position
  }

  /** Kills the process at once and starts another on the same folder and port. */
  async killAndStart(): Promise<void> {
    await this.end('SIGKILL')
    this.#output = ''
    this.#process = this.#spawn(new URL(this.url).port)
    await this.#listening()
  }

  /** Ends the process and answers its exit code, null where the signal ended it; its data folder stays. */
  end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    return endProcess(this.#process, signal)
  }

  async stop(): Promise<void> {
    await this.end()
    await this.vault.close()
    await rm(this.dataDir, { recursive: true })
  }

  #spawn(port: string): ChildProcess {
    // No variable of the surroundings but those by which the system finds programs.
    const env = { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], PORT: port, DATA_DIR: this.dataDir, ...this.variables }
    const child = spawn(process.execPath, ['dist/apps/api/main.js'], { cwd: projectFolder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (this.#output += text))
    return child
  }

  async #listening(): Promise<string> {
    for (;;) {
      const url = /https?:\/\/\S+/.exec(this.#output)?.[0]
      if (url !== undefined) return url
      if (this.#process.exitCode !== null) throw new Error(`the API ended: ${this.#output}`)
      await wait(20)
    }
  }
}

/** Its connection is closed with it. */
const vaultIn = async (place: StorePlace): Promise<VaultWithNames> => {
  const runtime = await Runtime.open(place)
  return Object.assign(Object.create(runtime.vault) as VaultWithNames, { close: () => runtime.close() })
}

const jsonOf = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>
  } catch {
    return undefined
  }
}
