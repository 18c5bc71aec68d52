import { Leadership, sleep } from '#platform'
import type { Runtime } from './runtime.js'

const takeOverMs = 4_000
const retryAfterMs = 1_000

export interface FollowerStatus {
  /** Whether the name directory is fed by this process. */
  readonly feedsDirectory: boolean
  /** What is being tried again. */
  readonly failing?: string | undefined
}

/** Read models and name directory follow the log here, each in one process at a time; the others stand by. */
export class LogFollower {
  readonly #stopping = new AbortController()
  #directory: Promise<void> | undefined
  #feedsDirectory = false
  #failing: string | undefined

  constructor(private readonly runtime: Pick<Runtime, 'engine' | 'directory' | 'views'>) {}

  start(): void {
    this.runtime.engine.start()
    this.#directory ??= this.#feedDirectory(this.#stopping.signal)
  }

  get status(): FollowerStatus {
    return { feedsDirectory: this.#feedsDirectory, failing: this.#failing }
  }

  /** What was folded is saved, and the leases are left to others. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all([this.runtime.engine.stop(), this.#directory])
  }

  /** Errors pass: log and vault may be out of reach for a while. */
  async #feedDirectory(signal: AbortSignal): Promise<void> {
    const { views, directory } = this.runtime
    const leadership = new Leadership({ leases: views, name: 'household-directory', takeOverMs })
    while (!signal.aborted) {
      try {
        await leadership.run(signal, async (_lease, ending) => {
          this.#feedsDirectory = true
          this.#failing = undefined
          await directory.follow(ending).finally(() => (this.#feedsDirectory = false))
        })
      } catch (error) {
        this.#failing = error instanceof Error ? error.message : String(error)
        await sleep(retryAfterMs, signal)
      }
    }
  }
}
