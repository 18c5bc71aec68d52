import type { StateCache } from './state-cache.js'
import type { DecidedEvent, FactEvent, StateDefinition, StateRef } from '#domain'
import { eventIdOf } from '#event-log'

/** The states of one turn: what the log holds, and on top of it what the turn has decided so far. */
export class Turn {
  readonly #decided = new Map<string, { readonly events: FactEvent[]; readonly commandIds: Set<string> }>()
  readonly #facts: FactEvent[] = []
  readonly #states = new Map<StateDefinition, Map<string, { folded: number; state: unknown }>>()

  constructor(private readonly cache: StateCache) {}

  /** The states, those of the log brought in together. */
  async states(refs: readonly StateRef[]): Promise<unknown[]> {
    if (refs.some((ref) => this.cache.find(ref) === undefined)) await this.cache.load(refs)
    return refs.map((ref) => this.#state(ref))
  }

  #state(ref: StateRef): unknown {
    const decided = this.#decided.get(ref.tag)
    if (decided === undefined) return this.#logged(ref)
    const ofDefinition = this.#states.get(ref.definition) ?? new Map<string, { folded: number; state: unknown }>()
    this.#states.set(ref.definition, ofDefinition)
    const known = ofDefinition.get(ref.tag) ?? { folded: 0, state: this.#logged(ref) }
    const state = decided.events.slice(known.folded).reduce((before, event) => ref.definition.fold(before, event), known.state)
    ofDefinition.set(ref.tag, { folded: decided.events.length, state })
    return state
  }

  #logged(ref: StateRef): unknown {
    const found = this.cache.find(ref)
    if (found === undefined) throw new Error(`the state ${ref.definition.name} of ${ref.tag} is not in the cache, which is too small`)
    return found.state
  }

  /** Adds what a command of this turn decided, so that the next ones see it. */
  add(commandId: string, events: readonly DecidedEvent[]): void {
    events.forEach((event, index) => {
      const fact: FactEvent = { ...event, commandId, eventId: eventIdOf(commandId, index) }
      this.#facts.push(fact)
      for (const tag of event.tags) {
        const ofTag = this.#decided.get(tag) ?? { events: [], commandIds: new Set<string>() }
        this.#decided.set(tag, ofTag)
        ofTag.events.push(fact)
        ofTag.commandIds.add(commandId)
      }
    })
  }

  /** All that was decided, in order. */
  get facts(): readonly FactEvent[] {
    return this.#facts
  }

  /** The commands of this turn whose events stand under these tags. */
  seen(tags: readonly string[]): string[] {
    const seen = new Set<string>()
    for (const tag of tags) for (const commandId of this.#decided.get(tag)?.commandIds ?? []) seen.add(commandId)
    return [...seen]
  }
}
