import type { JsonObject } from '#event-log'

/** One thing that a delivery has to remember. */
export interface DeliveryRecord {
  readonly id: string
  /** 1 when it was first stored; each change raises it by one. */
  readonly revision: number
  readonly value: JsonObject
}

/** The records can't be reached just now; what was to be stored may have been: read it again. */
export class DeliveryStoreUnavailable extends Error {
  override readonly name = 'DeliveryStoreUnavailable'
}

/** The database has not been prepared for the records. */
export class DeliverySchemaMissing extends Error {
  override readonly name = 'DeliverySchemaMissing'
  constructor(database: string) {
    super(`${database} has no records of deliveries of this release; run: sinhke migrate`)
  }
}

/**
 * What deliveries have to remember: who subscribed, how far each got, what was wished. Several processes share it, and
 * the revision is their fence: whoever was frozen and wakes up finds another one, and changes nothing.
 * What resolved is durable. Every operation throws `DeliveryStoreUnavailable` where the store is out of reach.
 */
export interface DeliveryStore {
  get(kind: string, id: string): Promise<DeliveryRecord | undefined>
  /** Of which there are records, in order. */
  kinds(): Promise<string[]>
  /** In the order of their ids. */
  list(kind: string): Promise<DeliveryRecord[]>
  /** Stores it if the record is still at that revision (0: not there yet), and answers the new one; undefined where somebody was faster. */
  put(kind: string, id: string, value: JsonObject, revision: number): Promise<number | undefined>
  /** False where somebody was faster. */
  remove(kind: string, id: string, revision: number): Promise<boolean>
  close(): Promise<void>
}
