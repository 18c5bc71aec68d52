import { setTimeout } from 'node:timers/promises'
import type { EventLog, Position, RecordedEvent } from '#event-log'
import { effectiveEvents, householdRegistered, inTodaysShape, type DataOf, type FactEvent } from '#domain'
import { StaleCheckpoint, type NamedHousehold, type NameSearch, type Vault } from '#vault'

type Registration = DataOf<typeof householdRegistered>

/** A checkpoint alone is worth a write to the disk only every so many events. */
const checkpointEvery = 10_000
const restMs = 200

/** Names of people and village, opened; a forgotten one is `{ forgotten: true }`. */
interface OpenIdentity {
  readonly name?: string
}

/**
 * Keeps the vault's search by name in step with the log: it follows the log like a read model, but opens the names,
 * and so leaves its rows in the vault. Safe to run in several processes: a row is a function of the log.
 */
export class HouseholdDirectory {
  #catchingUp: Promise<Position> | undefined
  #isOfThisLog = false
  /** What this process has indexed or seen indexed; the checkpoint lies behind where no household was registered since. */
  #position: Position = 0
  #saved: Position = 0

  constructor(
    private readonly log: EventLog,
    private readonly vault: Vault,
    private readonly names: NameSearch,
  ) {}

  /** Brings the search to the log's head, and answers its position. */
  catchUp(): Promise<Position> {
    this.#catchingUp ??= this.#run().finally(() => (this.#catchingUp = undefined))
    return this.#catchingUp
  }

  /** Follows the log until the signal aborts. */
  async follow(signal: AbortSignal): Promise<void> {
    for await (const events of this.log.follow(await this.catchUp(), signal)) {
      await this.#index(events)
      // Whoever searches catches up first: what comes in one after another can be indexed together.
      await setTimeout(restMs, undefined, { signal }).catch(() => undefined)
    }
  }

  async #run(): Promise<Position> {
    if (!this.#isOfThisLog) await this.#matchToLog()
    this.#position = Math.max(this.#position, await this.names.checkpoint())
    for await (const events of this.log.read({ after: this.#position })) await this.#index(events)
    return this.#position
  }

  /** A search that was fed from another log, or from more than a restored one holds, would find households that there are not. */
  async #matchToLog(): Promise<void> {
    const incarnation = await this.log.incarnation()
    const seen = { incarnation: await this.names.incarnation(), checkpoint: await this.names.checkpoint() }
    if (seen.incarnation !== incarnation || seen.checkpoint > (await this.log.head())) await this.names.clear(incarnation, seen)
    this.#isOfThisLog = true
  }

  async #index(events: readonly RecordedEvent[]): Promise<void> {
    const concerned = new Set(events.filter(namesHousehold).flatMap(({ tags }) => tags.filter((tag) => tag.startsWith('household:'))))
    const corrected = events.some(({ correctsEventId }) => correctsEventId !== undefined)
    const registered = corrected ? await this.#registrations([...concerned]) : events.filter(({ type }) => type === householdRegistered.type)
    const opened = await this.vault.open(registered.map(({ data }) => data))
    const entries = opened.map((data) => entryOf(data as Registration))
    const position = events.at(-1)?.position ?? 0
    const registeredIds = new Set(entries.map(({ householdId }) => householdId))
    const removed = [...concerned].map((tag) => tag.slice('household:'.length)).filter((householdId) => !registeredIds.has(householdId))
    this.#position = Math.max(this.#position, position)
    if (entries.length === 0 && removed.length === 0 && position < this.#saved + checkpointEvery) return
    this.#saved = position
    if (position > (await this.names.checkpoint())) await this.names.save(entries, position, removed).catch(unlessStale)
  }

  /** The registrations that hold now of these households, corrections applied. */
  async #registrations(tags: readonly string[]): Promise<FactEvent[]> {
    const found: FactEvent[] = []
    for (const tag of tags) {
      const events: FactEvent[] = []
      for await (const batch of this.log.read({ tags: [tag], types: [householdRegistered.type, 'event-corrected'] })) events.push(...batch.map(inTodaysShape))
      found.push(...effectiveEvents(events).filter(({ type }) => type === householdRegistered.type))
    }
    return found
  }
}

/** Another process is further: it has saved these entries too. */
const unlessStale = (error: unknown): void => {
  if (!(error instanceof StaleCheckpoint)) throw error
}

const namesHousehold = ({ type, correctsEventId }: RecordedEvent): boolean => type === householdRegistered.type || correctsEventId !== undefined

const entryOf = ({ householdId, unit, village, members }: Registration): NamedHousehold => ({
  householdId,
  unit,
  ...(typeof village === 'string' ? { village } : {}),
  people: members.flatMap(({ personId, relation, identity }) => {
    const { name } = identity as OpenIdentity
    return name === undefined ? [] : [{ personId, name, isHead: relation === 'head' }]
  }),
})
