import type { StateCache } from './state-cache.js'
import type { DecidedEvent, FactEvent, StateDefinition, StateRef } from '#domain'
import { eventIdOf } from '#event-log'

/** The states of one turn: what the log holds, and on top of it what the turn has decided so far. */
export class Turn {
  readonly #decided = new Map<string, FactEvent[]>()
  readonly #states = new Map<StateDefinition, Map<string, { folded: number; state: unknown }>>()

  constructor(private readonly cache: StateCache) {}

  async state(ref: StateRef): Promise<unknown> {
    const decided = this.#decided.get(ref.tag)
    if (decided === undefined) return this.cache.get(ref)
    const ofDefinition = this.#states.get(ref.definition) ?? new Map<string, { folded: number; state: unknown }>()
    this.#states.set(ref.definition, ofDefinition)
    const known = ofDefinition.get(ref.tag) ?? { folded: 0, state: await this.cache.get(ref) }
    const state = decided.slice(known.folded).reduce((before, event) => ref.definition.fold(before, event), known.state)
    ofDefinition.set(ref.tag, { folded: decided.length, state })
    return state
  }

  /** Adds what a command of this turn decided, so that the next ones see it. */
  add(commandId: string, events: readonly DecidedEvent[]): void {
    events.forEach((event, index) => {
      const fact: FactEvent = { ...event, commandId, eventId: eventIdOf(commandId, index) }
      for (const tag of event.tags) this.#decided.set(tag, [...(this.#decided.get(tag) ?? []), fact])
    })
  }

  /** The commands of this turn whose events stand under these tags. */
  seen(tags: readonly string[]): string[] {
    return [...new Set(tags.flatMap((tag) => this.#decided.get(tag) ?? []).map(({ commandId }) => commandId))]
  }
}
