import { within } from '#platform'
import type { ModelStatus } from '#read-models'
import type { RelayStatus } from '#subscriptions'
import type { Runtime } from './runtime.js'

/** Slower than any store that is well, and sooner than whoever asks gives up. */
const answerWithinMs = 2_000

export interface HealthReport {
  readonly status: 'ok' | 'unwell'
  /** `movedTo` names the successor of a log that takes no more commits. */
  readonly log: { readonly position?: number | undefined; readonly movedTo?: string | undefined }
  readonly readModels: readonly ModelStatus[]
  /** Where a Kafka is configured. What is wrong with it makes no log and no read model unwell. */
  readonly relay?: RelayStatus | undefined
  readonly failure?: string | undefined
}

/** How the stores and what follows the log are, told within two seconds whatever hangs. */
export class Health {
  #asking: Promise<HealthReport> | undefined

  constructor(private readonly runtime: Pick<Runtime, 'log' | 'vault' | 'status' | 'relayStatus'>) {}

  /** Whoever asks while the stores have not answered yet waits for the same answer: questions don't pile up on them. */
  async report(): Promise<HealthReport> {
    const asking = (this.#asking ??= this.#ask().finally(() => (this.#asking = undefined)))
    try {
      return await within(answerWithinMs, () => asking)
    } catch {
      return unwell(`no answer from the stores within ${answerWithinMs / 1000} s`)
    }
  }

  async #ask(): Promise<HealthReport> {
    try {
      const [{ readModels, failure }, position, movedTo, relay] = await Promise.all([this.runtime.status(), this.runtime.log.head(), this.runtime.log.successor(), this.runtime.relayStatus(), this.runtime.vault.logs()])
      const isWell = failure === undefined && movedTo === undefined && readModels.every(({ stopped, isStalled }) => stopped === undefined && !isStalled)
      return { status: isWell ? 'ok' : 'unwell', log: { position, movedTo }, readModels, relay, failure }
    } catch (error) {
      return unwell(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    }
  }
}

const unwell = (failure: string): HealthReport => ({ status: 'unwell', log: {}, readModels: [], failure })
