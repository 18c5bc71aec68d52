import { inTransaction } from './sqlite.js'
import type { Database } from './sqlite.js'

interface Waiting {
  /** Does the work inside the shared transaction and gives back what tells its caller, once that is durable. */
  readonly attempt: () => () => void
  readonly fail: (error: unknown) => void
}

/** Group commit: writes that wait together share one transaction and one fsync; one that throws undoes only itself. */
export class WriteQueue {
  private readonly waiting: Waiting[] = []
  private running: Promise<void> | undefined

  constructor(private readonly database: Database) {}

  /** Resolves when the write is durable. */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ attempt: () => this.attempt(work, resolve, reject), fail: reject })
      this.running ??= this.run()
    })
  }

  /** Resolves when nothing waits any more. */
  async drain(): Promise<void> {
    await this.running
  }

  private async run(): Promise<void> {
    // One turn of the event loop lets the writes of concurrent requests gather.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.waiting.length > 0) await this.commit(this.waiting.splice(0))
    this.running = undefined
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await inTransaction(this.database, () => batch.map(({ attempt }) => attempt()))
      answers.forEach((answer) => answer())
    } catch (error) {
      batch.forEach(({ fail }) => fail(error))
    }
  }

  private attempt<T>(work: () => T, resolve: (value: T) => void, reject: (error: unknown) => void): () => void {
    this.database.exec('SAVEPOINT one_write')
    try {
      const result = work()
      this.database.exec('RELEASE one_write')
      return () => resolve(result)
    } catch (error) {
      this.database.exec('ROLLBACK TO one_write; RELEASE one_write')
      return () => reject(error)
    }
  }
}
