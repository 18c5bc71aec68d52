import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { hasEnded } from '../ended-process.js'

const endTimeoutMs = 60_000

/** In a started process: it ends with the one that started it, however that one ended. */
export const endWithParent = (): void => {
  process.stdin.on('close', () => process.exit(1)).resume().unref()
}

/** A role in a round, played by one process after another. */
export class StartedProcess {
  readonly #troubles: string[] = []
  #child: ChildProcess | undefined
  #isOver = false

  /** `program` is a file beside this one. */
  constructor(readonly program: string, readonly words: readonly string[]) {}

  start(): void {
    if (this.#isOver) return
    const file = fileURLToPath(new URL(`${this.program}.js`, import.meta.url))
    const child = spawn(process.execPath, [file, ...this.words], { stdio: ['pipe', 'ignore', 'pipe'] })
    this.#child = child
    let complaint = ''
    child.stderr.on('data', (bytes: Buffer) => (complaint += bytes.toString()))
    child.on('close', (code, signal) => {
      if (code !== 0 && signal !== 'SIGKILL') this.#troubles.push(`${this.program} ended by itself (${code ?? signal}): ${complaint.trim()}`)
    })
  }

  /** kill -9. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined || hasEnded(child)) return
    const closed = once(child, 'close')
    child.kill('SIGKILL')
    await closed
  }

  /** kill -9, and never started again. */
  endForGood(): Promise<void> {
    this.#isOver = true
    return this.kill()
  }

  /** Tells it to end and waits; one that doesn't is killed, which is a trouble. */
  async end(): Promise<void> {
    const child = this.#child
    if (child === undefined || hasEnded(child)) return
    const closed = once(child, 'close').then(() => true)
    child.kill('SIGTERM')
    const waiting = new AbortController()
    const isClosed = await Promise.race([closed, sleep(endTimeoutMs, false, { signal: waiting.signal })])
    waiting.abort()
    if (isClosed) return
    this.#troubles.push(`${this.program} did not end in ${endTimeoutMs} ms`)
    await this.kill()
  }

  /** What went otherwise than it should. */
  get troubles(): readonly string[] {
    return this.#troubles
  }
}
