import type { JsonObject, Position } from '#event-log'
import { LeaseLost } from '#platform'
import type { DeliveryStore } from '../delivery-store.js'
import type { StopCode } from './relay-stopped.js'

/** `starting` until the topic is taken over; `failing`: tried again; `stopped`: somebody has to do something. */
export type RelayState = 'starting' | 'publishing' | 'paused' | 'failing' | 'stopped'

/** What a relay last said of itself, in the store, so that every process can tell it. */
export interface RelayReport {
  readonly state: RelayState
  readonly incarnation: string
  /** Published and saved; it may be behind what is on the topic, never ahead. Undefined before the first taking over. */
  readonly position?: Position | undefined
  /** Why it is failing or stopped. */
  readonly trouble?: RelayTrouble | undefined
  readonly saidAt: string
}

export interface RelayTrouble {
  readonly code: StopCode | 'kafka' | 'log'
  readonly vi: string
  readonly en: string
  readonly incarnations?: readonly string[] | undefined
}

/** What an operator wants of a relay, whichever process runs it. */
export interface RelayWish {
  readonly isPaused: boolean
  /** Incarnations whose place the log takes on the topic. */
  readonly replaced: readonly string[]
}

const [reports, wishes] = ['relay', 'relay-wish']
const noWish: RelayWish = { isPaused: false, replaced: [] }

/** Reports and wishes of the relay to one topic. */
export class RelayRecords {
  #revision = 0

  constructor(private readonly store: DeliveryStore, private readonly topic: string) {}

  async findReport(): Promise<RelayReport | undefined> {
    return (await this.store.get(reports, this.topic))?.value as RelayReport | undefined
  }

  /** The report of whoever led before, from which on only this one may report. */
  async takeOver(): Promise<RelayReport | undefined> {
    const record = await this.store.get(reports, this.topic)
    this.#revision = record?.revision ?? 0
    return record?.value as RelayReport | undefined
  }

  /** Throws `LeaseLost` where another process has reported since. */
  async report(report: RelayReport): Promise<void> {
    const revision = await this.store.put(reports, this.topic, plain(report), this.#revision)
    if (revision === undefined) throw new LeaseLost()
    this.#revision = revision
  }

  async wish(): Promise<RelayWish> {
    return ((await this.store.get(wishes, this.topic))?.value as RelayWish | undefined) ?? noWish
  }

  /** Whoever wishes at the same time loses nothing. */
  async change(change: (wish: RelayWish) => RelayWish): Promise<RelayWish> {
    for (;;) {
      const record = await this.store.get(wishes, this.topic)
      const wish = change((record?.value as RelayWish | undefined) ?? noWish)
      if (await this.store.put(wishes, this.topic, plain(wish), record?.revision ?? 0) !== undefined) return wish
    }
  }
}

/** The store takes JSON: without what is undefined. */
const plain = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject
