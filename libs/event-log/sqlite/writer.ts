import { setImmediate } from 'node:timers'
import { Worker } from 'node:worker_threads'
import type { CanonicalCommit } from '../canonical-commit.js'
import { LogUnavailable } from '../errors.js'
import type { Outcome } from '../outcome.js'
import type { WriterData, WriterMessage } from './writer-thread.js'

/** Sent at once when so many wait; fewer wait for the end of the turn, so that callers answered together travel together. */
const sendAtCommits = 32

interface Waiting {
  readonly commit: CanonicalCommit
  readonly resolve: (outcome: Outcome) => void
}

interface WriterOptions extends WriterData {
  readonly clock: (() => Date) | undefined
  /** What became of a commit whose writer fell silent, as the file tells. */
  readonly lookUp: (commit: CanonicalCommit) => Outcome | undefined
}

/** Hands commits to the writer thread and its answers back, both in order of arrival. */
export class Writer {
  #worker: Worker | undefined
  #unsent: Waiting[] = []
  #unanswered: Waiting[] = []
  #closing: Promise<void> | undefined

  constructor(readonly options: WriterOptions) {}

  append(commit: CanonicalCommit): Promise<Outcome> {
    if (this.#closing) throw new LogUnavailable('the log is closed')
    return new Promise((resolve) => {
      this.#unsent.push({ commit, resolve })
      if (this.#unsent.length === 1) setImmediate(() => this.#send())
      if (this.#unsent.length === sendAtCommits) this.#send()
    })
  }

  /** Whatever was appended before is answered first. */
  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    this.#send()
    const worker = this.#worker
    if (worker === undefined) return
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    worker.ref()
    worker.postMessage('close' satisfies WriterMessage)
    await exited
  }

  #send(): void {
    if (this.#unsent.length === 0) return
    const worker = (this.#worker ??= this.#start())
    // A process may end while its writer is idle, but not while somebody waits for it.
    worker.ref()
    const commits = this.#unsent.map(({ commit }) => commit)
    const message: WriterMessage = { commits, nowMs: this.options.clock?.().getTime() }
    this.#unanswered.push(...this.#unsent)
    this.#unsent = []
    worker.postMessage(message)
  }

  #start(): Worker {
    const { file, lockTimeoutMs } = this.options
    const workerData: WriterData = { file, lockTimeoutMs }
    const worker = new Worker(new URL('./writer-thread.js', import.meta.url), { workerData })
    let reason: unknown = 'the writer thread ended'
    worker.on('message', (outcomes: readonly Outcome[]) => this.#answer(outcomes))
    worker.on('error', (error) => (reason = error))
    worker.on('exit', () => this.#loseWriter(String(reason)))
    return worker
  }

  #answer(outcomes: readonly Outcome[]): void {
    const answered = this.#unanswered.splice(0, outcomes.length)
    answered.forEach(({ commit, resolve }, index) => {
      const outcome = outcomes[index]
      if (outcome) resolve(outcome.kind === 'unknown' ? this.#lookUp(commit, outcome) : outcome)
    })
    if (this.#unanswered.length === 0) this.#worker?.unref()
  }

  /** A thread that has ended holds no transaction: what the file doesn't show was not stored. */
  #loseWriter(message: string): void {
    this.#worker = undefined
    const lost = this.#unanswered
    this.#unanswered = []
    for (const { commit, resolve } of lost) resolve(this.#lookUp(commit, { kind: 'unavailable', message, lasting: true }))
  }

  #lookUp(commit: CanonicalCommit, otherwise: Outcome): Outcome {
    try {
      return this.options.lookUp(commit) ?? otherwise
    } catch (error) {
      return { kind: 'unknown', message: String(error) }
    }
  }
}
