/** The right to do something in one process at a time, for a while; `fence` rises with every new holder. */
export interface Lease {
  readonly name: string
  readonly holder: string
  readonly fence: number
  readonly durationMs: number
}

/** Another process holds the lease by now: nothing was stored that counts. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** Where leases are kept, each under its name: for projections, and for whatever else runs in one process at a time. */
export interface Leases {
  /** Undefined while another holds it. A holder that asks again gets a higher fence. */
  acquireLease(name: string, holder: string, durationMs: number): Promise<Lease | undefined>
  /** False when it was lost. */
  renewLease(lease: Lease): Promise<boolean>
  releaseLease(lease: Lease): Promise<void>
}
