import { canonicalJson } from '#platform'
import type { Position, RecordedEvent } from './event.js'
import type { Finding, Verification } from './movable-log.js'

const maxFindings = 1_000

/** What the check of a log counts and finds; each store adds what stands beside its events. */
export class LogFindings {
  events = 0
  #count = 0
  readonly #findings: Finding[] = []

  /** The first are kept; all are counted. */
  found(position: Position, what: string): void {
    this.#count += 1
    if (this.#findings.length < maxFindings) this.#findings.push({ position, what })
  }

  /** The event, where its JSON is one that can be looked at further. */
  parse(json: string, position: Position): RecordedEvent | undefined {
    try {
      const event = JSON.parse(json) as RecordedEvent
      if (canonicalJson(event) !== json) this.found(position, 'its JSON is not canonical')
      if (Array.isArray(event.tags)) return event
      this.found(position, 'its JSON has no tags')
    } catch (error) {
      this.found(position, `its JSON can't be parsed: ${String(error)}`)
    }
    return undefined
  }

  verification(): Verification {
    return { events: this.events, findings: this.#findings, findingCount: this.#count }
  }
}
