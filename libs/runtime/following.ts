import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { RuntimePlace } from './runtime.js'

/** Why a read model doesn't get on. */
export interface Trouble {
  readonly model: string
  readonly stopped?: string | undefined
  readonly failing?: string | undefined
}

const restartAfterMs = 1_000
/** Garbage is collected before it grows beyond; what is folded at once takes about half of it. */
const mostHeapMiB = 512

/** The thread on which read models, directory and relay follow the log; started anew when it dies. */
export class Following {
  #worker: Worker | undefined
  #troubles: readonly Trouble[] = []
  #failure: string | undefined
  #isStopping = false
  #ended: Promise<void> = Promise.resolve()

  constructor(private readonly place: RuntimePlace) {}

  start(): void {
    const worker = new Worker(new URL('./following-thread.js', import.meta.url), { workerData: this.place, resourceLimits: { maxOldGenerationSizeMb: mostHeapMiB } })
    this.#worker = worker
    worker.on('message', (troubles: readonly Trouble[]) => {
      this.#troubles = troubles
      this.#failure = undefined
    })
    worker.on('error', (error) => (this.#failure = String(error)))
    this.#ended = new Promise<void>((resolve) => worker.once('exit', () => resolve())).then(() => this.#restart())
  }

  /** What the thread last said of its read models. */
  get troubles(): readonly Trouble[] {
    return this.#troubles
  }

  /** Why there is no such thread just now. */
  get failure(): string | undefined {
    return this.#failure
  }

  /** What was folded is saved first. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#worker?.postMessage('stop')
    await this.#ended
  }

  async #restart(): Promise<void> {
    if (this.#isStopping) return
    this.#failure ??= 'the following thread ended'
    await setTimeout(restartAfterMs)
    if (!this.#isStopping) this.start()
  }
}
