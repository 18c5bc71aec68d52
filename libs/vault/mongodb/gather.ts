import { VaultUnavailable } from '../errors.js'

interface Waiting<Request, Answer> {
  readonly request: Request
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/** Asks for many callers at once. None gets an answer to a question that was put before it called. */
export class Gather<Request, Answer> {
  private readonly waiting: Waiting<Request, Answer>[] = []
  private running = false

  constructor(private readonly askAll: (requests: readonly Request[]) => Promise<Answer>) {}

  ask(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject })
      if (!this.running) void this.run()
    })
  }

  private async run(): Promise<void> {
    this.running = true
    // Calls that come in a row gather first.
    await Promise.resolve()
    while (this.waiting.length > 0) await this.answer(this.waiting.splice(0))
    this.running = false
  }

  private async answer(batch: readonly Waiting<Request, Answer>[]): Promise<void> {
    try {
      const answer = await this.askAll(batch.map(({ request }) => request))
      batch.forEach(({ resolve }) => resolve(answer))
    } catch (error) {
      // Who has waited behind a server that doesn't answer needn't find out again.
      const late = error instanceof VaultUnavailable ? this.waiting.splice(0) : []
      for (const { reject } of [...batch, ...late]) reject(error)
    }
  }
}
