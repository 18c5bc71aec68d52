import type { Outcome } from '../outcome.js'

const maxOffMs = 2_000
const measureEveryMs = 60_000
/** The clock was set, or the process was held: what was measured before says nothing any more. */
const suddenMs = 500

export interface Clocks {
  /** What `recordedAt` is taken from. */
  readonly clock: () => Date
  readonly serverClock: () => Promise<Date>
}

interface Measurement {
  /** How far the server is ahead, less what the way there and back leaves open; 0 while it may be none. */
  readonly offMs: number
  readonly atMs: number
  readonly ticks: number
}

/** The writer's clock, compared with the server's: at the start, about once a minute, and when it jumps. */
export class WriterClock {
  #measured: Measurement | undefined
  #measuring: Promise<void> | undefined

  constructor(readonly clocks: Clocks) {}

  now(): Date {
    return this.clocks.clock()
  }

  /** To be called before writing; waits for the server only where there is doubt. */
  async check(): Promise<void> {
    const measured = this.#measured
    if (measured?.offMs !== 0 || Math.abs(driftMs(measured, this.now())) > suddenMs) return this.#measure()
    // In the background: nobody waits for it, and a server that can't be asked can't be written to either.
    if (performance.now() - measured.ticks > measureEveryMs) this.#measure().catch(() => undefined)
  }

  /** Why nothing may be recorded now, behind an event recorded then. */
  findTrouble(now: Date, tailMs: number): Outcome | undefined {
    const aheadMs = tailMs - now.getTime()
    if (aheadMs > maxOffMs) return { kind: 'clock-off', message: `the log's last event is ${aheadMs} ms ahead of this clock` }
    const offMs = this.#measured?.offMs ?? 0
    if (Math.abs(offMs) > maxOffMs) return { kind: 'clock-off', message: `the server's clock is ${offMs} ms ahead of this one` }
    return undefined
  }

  #measure(): Promise<void> {
    this.#measuring ??= this.#ask().finally(() => (this.#measuring = undefined))
    return this.#measuring
  }

  async #ask(): Promise<void> {
    const [before, ticksBefore] = [this.now().getTime(), performance.now()]
    const server = (await this.clocks.serverClock()).getTime()
    const [atMs, ticks] = [this.now().getTime(), performance.now()]
    const wayMs = (ticks - ticksBefore) / 2
    const aheadMs = server - (before + atMs) / 2
    const offMs = Math.abs(aheadMs) - wayMs > maxOffMs ? Math.round(aheadMs) : 0
    this.#measured = { offMs, atMs, ticks }
  }
}

const driftMs = ({ atMs, ticks }: Measurement, now: Date): number => now.getTime() - atMs - (performance.now() - ticks)
