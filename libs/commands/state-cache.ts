import { LRUCache } from 'lru-cache'
import type { EventLog, Position, RecordedEvent } from '#event-log'
import { effectiveEvents, foldState, isCorrection, type FactEvent, type StateDefinition, type StateRef } from '#domain'

/** More than this behind the log, and forgetting is cheaper than following. */
const followAtMost = 5_000
const tagsARead = 200

/** Opens the sealed fields of events read from the log. */
export type OpenEvents = (events: readonly RecordedEvent[]) => Promise<FactEvent[]>

/**
 * The states that decisions read, cached by tag. Every cached state holds all events of its tag up to
 * `position`, also where that was none: so one position guards a decision on any number of states.
 */
export class StateCache {
  readonly #states: LRUCache<string, Map<StateDefinition, unknown>>
  #position: Position = 0

  constructor(
    private readonly log: EventLog,
    private readonly open: OpenEvents,
    maxTags = 20_000,
  ) {
    this.#states = new LRUCache({ max: maxTags })
  }

  /** The position that every state of this cache is at. */
  get position(): Position {
    return this.#position
  }

  /** Brings every cached state to the log's head. */
  async followTail(): Promise<void> {
    const head = await this.log.head()
    if (head - this.#position > followAtMost) this.#states.clear()
    else if (head > this.#position) for await (const events of this.log.read({ after: this.#position, upTo: head })) await this.#takeIn(events)
    this.#position = head
  }

  /** Takes in events that stand right behind `position` in the log, and nothing between them, without reading them back. */
  advance(events: readonly FactEvent[], position: Position): void {
    for (const event of events) for (const tag of event.tags) this.#foldInto(tag, event)
    this.#position = position
  }

  /** The state at `position`, if it is here; `load` brings it. */
  find({ definition, tag }: StateRef): { readonly state: unknown } | undefined {
    const known = this.#states.get(tag)
    return known?.has(definition) ? { state: known.get(definition) } : undefined
  }

  /** The state at `position`, which was brought in before. */
  get(ref: StateRef): unknown {
    const found = this.find(ref)
    if (found === undefined) throw new Error(`${ref.definition.name} of ${ref.tag} is no longer cached: a turn reads more states than the cache holds`)
    return found.state
  }

  /** Brings in those of the states that are missing, with one read of the log for many. */
  async load(refs: readonly StateRef[]): Promise<void> {
    const missing = refs.filter((ref) => this.find(ref) === undefined)
    const tags = [...new Set(missing.map(({ tag }) => tag))]
    for (let start = 0; start < tags.length; start += tagsARead) await this.#loadTags(new Set(tags.slice(start, start + tagsARead)), missing)
  }

  async #loadTags(tags: ReadonlySet<string>, refs: readonly StateRef[]): Promise<void> {
    const events = new Map<string, FactEvent[]>([...tags].map((tag) => [tag, []]))
    const position = this.#position
    if (position > 0) {
      for await (const batch of this.log.read({ tags: [...tags], upTo: position })) {
        for (const event of await this.open(batch)) for (const tag of event.tags) events.get(tag)?.push(event)
      }
    }
    // What was taken in meanwhile would be missing.
    if (position !== this.#position) return this.#loadTags(tags, refs)
    for (const { definition, tag } of refs) {
      const ofTag = events.get(tag)
      if (ofTag === undefined) continue
      const states = this.#states.get(tag) ?? new Map<StateDefinition, unknown>()
      this.#states.set(tag, states.set(definition, foldState(definition, definition.asRecorded ? ofTag : effectiveEvents(ofTag))))
    }
  }

  /** The position moves with each batch: a read that fails in the midst must not have its beginning folded twice. */
  async #takeIn(events: readonly RecordedEvent[]): Promise<void> {
    const concerned = events.filter(({ tags }) => tags.some((tag) => this.#states.has(tag)))
    for (const event of await this.open(concerned)) for (const tag of event.tags) this.#foldInto(tag, event)
    this.#position = events.at(-1)?.position ?? this.#position
  }

  /** A corrected state is folded anew from its tag when it is next read. */
  #foldInto(tag: string, event: FactEvent): void {
    const states = this.#states.peek(tag)
    if (states === undefined) return
    for (const [definition, state] of states) {
      if (isCorrection(event) && !definition.asRecorded) states.delete(definition)
      else states.set(definition, definition.fold(state, event))
    }
  }
}
