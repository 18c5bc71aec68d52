import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Answer, Request } from './vault-process.js'
import type { VaultUnderTest } from './vault-under-test.js'

const program = fileURLToPath(new URL('./vault-process.js', import.meta.url))

/** The same vault, open in another process. */
export class OtherProcess {
  private lastId = 0
  private readonly waiting = new Map<number, (answer: Answer) => void>()

  static async start(vault: VaultUnderTest, place: string): Promise<OtherProcess> {
    const child = fork(program, [vault.opener.href, place], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
    await once(child, 'message')
    return new OtherProcess(child)
  }

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (answer: Answer) => this.waiting.get(answer.id)?.(answer))
  }

  async ask<T>(method: Request['method'], argument: unknown): Promise<T> {
    const id = ++this.lastId
    const answered = new Promise<Answer>((resolve) => this.waiting.set(id, resolve))
    this.child.send({ id, method, argument } satisfies Request)
    const { result, error } = await answered
    this.waiting.delete(id)
    if (error !== undefined) throw new Error(error)
    return result as T
  }

  /** What the process wrote before it killed itself. */
  async lastWords(method: Request['method'], argument: unknown): Promise<string> {
    let words = ''
    this.child.stdout?.on('data', (chunk: Buffer) => (words += chunk.toString()))
    const closed = once(this.child, 'close')
    this.child.send({ id: ++this.lastId, method, argument } satisfies Request)
    await closed
    return words
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const exited = once(this.child, 'exit')
    this.child.disconnect()
    await exited
  }
}
