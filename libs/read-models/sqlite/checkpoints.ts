import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { CheckpointMessage } from './checkpoint-thread.js'

const checkpointAfterBytes = 4 * 2 ** 20

/** Has the write-ahead log copied into the file by a thread of its own, whenever so much was saved. */
export class Checkpoints {
  #worker: Worker | undefined
  #isRunning = false
  #savedBytes = 0

  constructor(readonly file: string) {}

  saved(bytes: number): void {
    this.#savedBytes += bytes
    if (this.#isRunning || this.#savedBytes < checkpointAfterBytes) return
    this.#isRunning = true
    this.#savedBytes = 0
    this.#worker ??= this.#start()
    this.#worker.postMessage('checkpoint' satisfies CheckpointMessage)
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    if (worker === undefined) return
    worker.ref()
    worker.postMessage('close' satisfies CheckpointMessage)
    await once(worker, 'exit')
  }

  #start(): Worker {
    const worker = new Worker(new URL('./checkpoint-thread.js', import.meta.url), { workerData: { file: this.file } })
    const ended = () => {
      this.#isRunning = false
    }
    worker.on('message', ended)
    // What it didn't do, SQLite does by itself on the writing connection when the log has grown further.
    worker.on('error', () => {
      this.#worker = undefined
    })
    worker.on('exit', ended)
    worker.unref()
    return worker
  }
}
