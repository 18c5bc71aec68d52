import { setImmediate } from 'node:timers/promises'

const sliceMs = 8

/** Cuts long work into slices, so that whoever else waits for this thread gets a turn between them. */
export class WorkSlices {
  #since = performance.now()

  isOver(): boolean {
    return performance.now() - this.#since > sliceMs
  }

  async nextTurn(): Promise<void> {
    await setImmediate()
    this.#since = performance.now()
  }
}
