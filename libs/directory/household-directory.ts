import { setTimeout } from 'node:timers/promises'
import type { EventLog, Position, RecordedEvent } from '#event-log'
import { effectiveEvents, inTodaysShape } from '#domain'
import { StaleCheckpoint, type NameSearch, type Vault } from '#vault'
import { isRegistration, namedHousehold, typesOfNames, type HouseholdEvent } from './named-household.js'

/** A checkpoint alone is worth a write to the disk only every so many events. */
const checkpointEvery = 10_000
const restMs = 200

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
    const naming = events.filter(namesPeople)
    const concerned = householdTagsOf(naming)
    // Most households are only registered here: nothing else of them needs to be read.
    const changed = householdTagsOf(naming.filter((event) => !isRegistration(event)))
    const registered = naming.filter((event) => isRegistration(event) && !changed.includes(event.subject))
    const histories = [...registered.map((event): HouseholdEvent[] => [event]), ...(await this.#histories(changed))]
    const opened = await Promise.all(histories.map((history) => this.#opened(history)))
    const entries = opened.flatMap((history) => namedHousehold(history) ?? [])
    const position = events.at(-1)?.position ?? 0
    const namedIds = new Set(entries.map(({ householdId }) => householdId))
    const removed = concerned.map((tag) => tag.slice('household:'.length)).filter((householdId) => !namedIds.has(householdId))
    this.#position = Math.max(this.#position, position)
    if (entries.length === 0 && removed.length === 0 && position < this.#saved + checkpointEvery) return
    this.#saved = position
    if (position > (await this.names.checkpoint())) await this.names.save(entries, position, removed).catch(unlessStale)
  }

  /** What holds now of these households and their members, corrections applied. */
  async #histories(tags: readonly string[]): Promise<HouseholdEvent[][]> {
    const found: HouseholdEvent[][] = []
    for (const tag of tags) {
      const events: RecordedEvent[] = []
      for await (const batch of this.log.read({ tags: [tag], types: [...typesOfNames, 'event-corrected'] })) events.push(...batch.map(inTodaysShape))
      found.push(effectiveEvents(events).filter(({ type }) => typesOfNames.includes(type)))
    }
    return found
  }

  async #opened(events: readonly HouseholdEvent[]): Promise<HouseholdEvent[]> {
    const opened = await this.vault.open(events.map(({ data }) => data))
    return events.map((event, index) => ({ ...event, data: opened[index] }))
  }
}

/** Another process is further: it has saved these entries too. */
const unlessStale = (error: unknown): void => {
  if (!(error instanceof StaleCheckpoint)) throw error
}

const namesPeople = ({ type, correctsEventId }: RecordedEvent): boolean => typesOfNames.includes(type) || correctsEventId !== undefined

const householdTagsOf = (events: readonly RecordedEvent[]): string[] => [...new Set(events.flatMap(({ tags }) => tags.filter((tag) => tag.startsWith('household:'))))]
