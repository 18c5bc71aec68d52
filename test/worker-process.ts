import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { projectFolder } from './project.js'

export interface WorkerHealth {
  readonly status: string
  readonly isLeader: boolean
  readonly log: { readonly position?: number }
  readonly readModels: readonly { readonly model: string; readonly position: number; readonly isProjectedHere: boolean }[]
  readonly directory: { readonly feedsDirectory: boolean; readonly failing?: string }
  readonly relay?: { readonly state: string; readonly lag: number; readonly publishedPosition?: number; readonly isRelayedHere: boolean; readonly trouble?: { readonly code: string } }
}

/** A worker as it runs beside an API: a process of its own that tells its health on a free port. */
export class WorkerProcess {
  readonly #process: ChildProcess
  #output = ''

  constructor(variables: Readonly<Record<string, string>>) {
    const env = { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], WORKER_PORT: '0', ...variables }
    this.#process = spawn(process.execPath, ['dist/apps/worker/main.js'], { cwd: projectFolder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [this.#process.stdout, this.#process.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text))
  }

  static async start(variables: Readonly<Record<string, string>>): Promise<WorkerProcess> {
    const worker = new WorkerProcess(variables)
    await worker.#healthUrl()
    return worker
  }

  get output(): string {
    return this.#output
  }

  async health(): Promise<{ readonly status: number; readonly body: WorkerHealth }> {
    const response = await fetch(await this.#healthUrl())
    return { status: response.status, body: (await response.json()) as WorkerHealth }
  }

  /** Asks until it is so. */
  async until(isSo: (health: WorkerHealth) => boolean): Promise<WorkerHealth> {
    for (;;) {
      const { body } = await this.health()
      if (isSo(body)) return body
      await wait(50)
    }
  }

  /** SIGSTOP freezes it, SIGCONT wakes it up. */
  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal)
  }

  async metrics(): Promise<string> {
    return (await fetch((await this.#healthUrl()).replace(/health$/, 'metrics'))).text()
  }

  /** Its exit code, null where the signal ended it. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return this.#process.exitCode
    const ended = once(this.#process, 'exit')
    this.#process.kill(signal)
    await ended
    return this.#process.exitCode
  }

  async #healthUrl(): Promise<string> {
    for (;;) {
      const url = /http:\S+\/health/.exec(this.#output)?.[0]
      if (url !== undefined) return url
      if (this.#process.exitCode !== null) throw new Error(`the worker ended: ${this.#output}`)
      await wait(20)
    }
  }
}
