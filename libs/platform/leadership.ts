import { randomUUID } from 'node:crypto'
import { LeaseLost, type Lease, type Leases } from './lease.js'
import { sleep } from './sleep.js'

export interface LeadershipOptions {
  readonly leases: Leases
  /** One process at a time leads under a name. */
  readonly name: string
  /** When a leader dies, another one that waits has taken over within this time. */
  readonly takeOverMs: number
}

/** What a leader does until `ending` aborts: because it is to stop, or no longer leads. It may throw `LeaseLost`. */
export type Leading = (lease: Lease, ending: AbortSignal) => Promise<void>

/**
 * Work that is done in one process at a time. The lease says whose turn it is; what keeps a leader out that was frozen and
 * wakes up is the fence, which whatever it writes to must compare.
 */
export class Leadership {
  readonly #holder = randomUUID()
  #lease: Lease | undefined

  constructor(readonly options: LeadershipOptions) {}

  /** As far as this process knows. */
  get isLeading(): boolean {
    return this.#lease !== undefined
  }

  /** Waits to lead, leads, and waits again, until the signal aborts. */
  async run(signal: AbortSignal, leading: Leading): Promise<void> {
    const { leases, name, takeOverMs } = this.options
    while (!signal.aborted) {
      // Both together stay below the time in which somebody must have taken over.
      const lease = await leases.acquireLease(name, this.#holder, takeOverMs * 3 / 4).catch(() => undefined)
      if (lease === undefined) await sleep(takeOverMs / 8, signal)
      else await this.#lead(lease, signal, leading)
    }
  }

  async #lead(lease: Lease, signal: AbortSignal, leading: Leading): Promise<void> {
    const losing = new AbortController()
    const keeping = this.#keep(lease, losing)
    this.#lease = lease
    try {
      await leading(lease, AbortSignal.any([signal, losing.signal]))
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error
    } finally {
      losing.abort()
      await keeping
      this.#lease = undefined
      await this.options.leases.releaseLease(lease).catch(() => undefined)
    }
  }

  /** Renews the lease until the work has ended. Whoever couldn't for as long as it lasts stops leading. */
  async #keep(lease: Lease, losing: AbortController): Promise<void> {
    let heldAt = performance.now()
    for (;;) {
      await sleep(lease.durationMs / 3, losing.signal)
      if (losing.signal.aborted) return
      const isHeld = await this.options.leases.renewLease(lease).catch(() => undefined)
      if (isHeld === true) heldAt = performance.now()
      else if (isHeld === false || performance.now() - heldAt > lease.durationMs) return losing.abort()
    }
  }
}
