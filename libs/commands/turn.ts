import type { StateCache } from './state-cache.js'
import type { DecidedEvent, FactEvent, StateDefinition, StateRef } from '#domain'
import { eventIdOf } from '#event-log'

interface FoldedState {
  readonly folded: number
  readonly state: unknown
}

/** The states of one turn: what the log holds, what turns before it sent that way, and on top what it has decided so far. */
export class Turn {
  readonly #factsOfTag = new Map<string, FactEvent[]>()
  readonly #facts: FactEvent[] = []
  readonly #states = new Map<StateDefinition, Map<string, FoldedState>>()

  constructor(
    private readonly cache: StateCache,
    /** The turn before, while its commits are still on their way. */
    private previous: Turn | undefined,
  ) {}

  /** The states, those of the log brought in together. */
  async states(refs: readonly StateRef[]): Promise<unknown[]> {
    if (refs.some((ref) => this.cache.find(ref) === undefined)) await this.cache.load(refs)
    return refs.map((ref) => this.#state(ref))
  }

  /** Adds what a command of this turn decided, so that the next ones see it. */
  add(commandId: string, events: readonly DecidedEvent[]): void {
    events.forEach((event, index) => {
      const fact: FactEvent = { ...event, commandId, eventId: eventIdOf(commandId, index) }
      this.#facts.push(fact)
      for (const tag of event.tags) {
        const ofTag = this.#factsOfTag.get(tag)
        if (ofTag === undefined) this.#factsOfTag.set(tag, [fact])
        else ofTag.push(fact)
      }
    })
  }

  /** All that was decided, in order. */
  get facts(): readonly FactEvent[] {
    return this.#facts
  }

  /** Adds the commands on their way whose events stand under these tags. */
  addSeen(tags: readonly string[], seen: Set<string>): void {
    this.previous?.addSeen(tags, seen)
    for (const tag of tags) for (const { commandId } of this.#factsOfTag.get(tag) ?? []) seen.add(commandId)
  }

  /** To be called in the same breath as the cache takes a turn's facts in: they are not to be folded twice. */
  isLogged(turn: Turn): void {
    if (this.previous === turn) this.previous = undefined
  }

  #state(ref: StateRef): unknown {
    const own = this.#factsOfTag.get(ref.tag)
    if (own === undefined) return this.#before(ref)
    const ofDefinition = this.#states.get(ref.definition) ?? new Map<string, FoldedState>()
    this.#states.set(ref.definition, ofDefinition)
    const known = ofDefinition.get(ref.tag) ?? { folded: 0, state: this.#before(ref) }
    const state = own.slice(known.folded).reduce((before, event) => ref.definition.fold(before, event), known.state)
    ofDefinition.set(ref.tag, { folded: own.length, state })
    return state
  }

  #before(ref: StateRef): unknown {
    return this.previous === undefined ? this.cache.get(ref) : this.previous.#state(ref)
  }
}
