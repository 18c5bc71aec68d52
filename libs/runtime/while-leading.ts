import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { ViewStore } from '#read-models'

interface Leadership {
  readonly leases: Pick<ViewStore, 'acquireLease' | 'renewLease' | 'releaseLease'>
  readonly name: string
  readonly signal: AbortSignal
  /** How long a process that died keeps others from leading. */
  readonly leaseMs?: number
}

/** Waits for the lease and does the work while it is held: its signal aborts when the lease is lost or the leader is to stop. */
export const whileLeading = async ({ leases, name, signal, leaseMs = 4_000 }: Leadership, work: (leading: AbortSignal) => Promise<void>): Promise<void> => {
  const holder = randomUUID()
  let lease = await leases.acquireLease(name, holder, leaseMs)
  while (lease === undefined && !signal.aborted) {
    await rest(leaseMs / 8, signal)
    lease = signal.aborted ? undefined : await leases.acquireLease(name, holder, leaseMs)
  }
  if (lease === undefined) return
  const held = lease
  const ending = new AbortController()
  const leading = AbortSignal.any([signal, ending.signal])
  const renewing = (async () => {
    while (!leading.aborted) {
      await rest(leaseMs / 3, leading)
      // A store that can't be reached says nothing about the lease.
      if (!leading.aborted && (await leases.renewLease(held).catch(() => undefined)) === false) ending.abort()
    }
  })()
  try {
    await work(leading)
  } finally {
    ending.abort()
    await renewing
    await leases.releaseLease(held).catch(() => undefined)
  }
}

const rest = (durationMs: number, signal: AbortSignal): Promise<void> => setTimeout(durationMs, undefined, { signal }).catch(() => undefined)
