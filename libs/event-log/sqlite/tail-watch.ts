const pollMs = 25

/** Wakes followers: at once when this process has appended, and by a look at the file's version when another has. */
export class TailWatch {
  #changes = 0
  #version: number | undefined
  #timer: NodeJS.Timeout | undefined
  readonly #sleepers = new Set<() => void>()

  constructor(readonly dataVersion: () => number) {}

  /** To be taken before reading, so that what is appended while reading isn't missed. */
  get changes(): number {
    return this.#changes
  }

  wake(): void {
    this.#changes += 1
    for (const wakeUp of [...this.#sleepers]) wakeUp()
  }

  /** Returns when anything may have been appended since `changes`, or when the signal aborts. */
  changedSince(changes: number, signal: AbortSignal): Promise<void> {
    if (this.#changes !== changes || signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const wakeUp = () => {
        signal.removeEventListener('abort', wakeUp)
        this.#sleepers.delete(wakeUp)
        if (this.#sleepers.size === 0) this.#stopPolling()
        resolve()
      }
      signal.addEventListener('abort', wakeUp)
      this.#sleepers.add(wakeUp)
      this.#timer ??= setInterval(() => this.#poll(), pollMs)
    })
  }

  #poll(): void {
    const version = this.#findVersion()
    if (version === this.#version && version !== undefined) return
    this.#version = version
    this.wake()
  }

  /** Undefined when the file can't be read: the followers are woken, and meet the error themselves. */
  #findVersion(): number | undefined {
    try {
      return this.dataVersion()
    } catch {
      return undefined
    }
  }

  #stopPolling(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
